using ArticleApi.Core;
using ArticleApi.Core.Articles;
using FluentValidation;

namespace ArticleApi.Editing.Contracts;

internal class ArticleInputValidatorBase<T> : AbstractValidator<T>
    where T : ArticleInput
{
    public ArticleInputValidatorBase()
    {
        RuleFor(a => a.Headline)
            .SingleLine(Article.MaxHeadlineLength)
            .Must((article, headline) => headline is not null || CountBodies(article) > 0)
            .WithErrorCode("required")
            .WithMessage("a headline, which in a draft may be empty, or a text");
        RuleFor(a => a.Headlines!).SetValidator(new HeadlinesValidator()).When(a => a.Headlines is not null);
        RuleFor(a => a.Slug).IsSlug();
        RuleFor(a => a.Language).IsLanguageTag();
        RuleFor(a => a.Abstract).MaxText(Article.MaxAbstractLength);
        RuleFor(a => a.Teaser)
            .MaxText(Article.MaxAbstractLength)
            .Must(teaser => teaser is null || !string.IsNullOrWhiteSpace(teaser))
            .WithErrorCode("empty")
            .WithMessage("a text that is not empty, or null");
        RuleFor(a => a.Body)
            .Must((article, _) => CountBodies(article) <= 1)
            .WithErrorCode("one-body")
            .WithMessage("only one of body, bodyHtml and bodyText");
        RuleFor(a => a.BodyHtml)
            .Must(html => html is null || BodyReader.CountTags(html) <= BodyReader.MaxTags)
            .WithErrorCode("too-many")
            .WithMessage($"up to {BodyReader.MaxTags:N0} tags")
            .MaximumLength(BodyReader.MaxLength)
            .WithErrorCode("too-long")
            .WithMessage($"up to {BodyReader.MaxLength:N0} characters");
        RuleForEach(a => a.Body)
            .SetValidator(new BlockInputValidator())
            .Must((article, block) => block.Type != "image" || HasImage(article, block.Image))
            .WithErrorCode("no-such-image")
            .WithMessage(article =>
                article.Images is { Count: > 0 and var count }
                    ? $"as image the id of one of images, or #1 to #{count}"
                    : "no image block, where there are no images"
            );
        RuleFor(a => a.BodyText).MaxText(BodyReader.MaxLength);
        RuleForEach(a => a.Bylines).SetValidator(new BylineInputValidator());
        RuleFor(a => a.Section!).SetValidator(new LabelInputValidator()).When(a => a.Section is not null);
        RuleForEach(a => a.Tags).SetValidator(new LabelInputValidator());
        RuleFor(a => a.Dateline!).SetValidator(new DatelineInputValidator()).When(a => a.Dateline is not null);
        RuleFor(a => a.PublishedAt).IsInstant();
        RuleFor(a => a.EmbargoUntil).IsInstant();
        RuleFor(a => a.ExpiresAt)
            .IsInstant()
            .Must((article, expires) => !(expires <= article.EmbargoUntil) && !(expires <= article.PublishedAt))
            .WithErrorCode("too-early")
            .WithMessage("an instant after publishedAt and embargoUntil");
        RuleFor(a => a.Rights!).SetValidator(new RightsValidator()).When(a => a.Rights is not null);
        RuleFor(a => a.Urgency).IsWithin(Article.MinUrgency, Article.MaxUrgency);
        RuleFor(a => a.Genre).SingleLine(Article.MaxGenreLength);
        RuleFor(a => a.EditorNote).MaxText(Article.MaxEditorNoteLength);
        RuleFor(a => a.ExternalId).SingleLine(Article.MaxExternalIdLength);
        RuleFor(a => a.CanonicalUrl).HttpUrl(Article.MaxUrlLength);
        RuleFor(a => a.Source!).SetValidator(new SourceValidator()).When(a => a.Source is not null);
        RuleFor(a => a.Extensions)
            .Must(extensions => extensions is not { ByteCount: > OpaqueJson.MaxBytes })
            .WithErrorCode("too-large")
            .WithMessage(
                (_, extensions) =>
                    $"up to {OpaqueJson.MaxBytes:N0} bytes of JSON in UTF-8; these are {extensions!.ByteCount:N0}"
            )
            .Must(extensions => extensions is not { Depth: > OpaqueJson.MaxDepth })
            .WithErrorCode("too-deep")
            .WithMessage($"objects and arrays in one another up to {OpaqueJson.MaxDepth} deep");
        RuleForEach(a => a.Images).SetValidator(new ImageUseInputValidator());
        RuleFor(a => a.Images)
            .Must(HasOrderedPositions)
            .WithErrorCode("broken-order")
            .WithMessage("positions 1, 2, 3 … in the order of the list, or none at all");
        RuleFor(a => a.Images)
            .Must(images =>
                images is null
                || images.Where(image => image.Id is not null).DistinctBy(image => image.Id).Count()
                    == images.Count(image => image.Id is not null)
            )
            .WithErrorCode("repeated-image")
            .WithMessage("each image once");
        RuleForEach(a => a.Corrections).SetValidator(new CorrectionInputValidator());
        RuleForEach(a => a.RelatedLinks).SetValidator(new RelatedLinkValidator());
        RuleFor(a => a.RelatedLinks)
            .Must(links => links is null || !RelatedLink.HasDoubles(links))
            .WithErrorCode("repeated-link")
            .WithMessage("each article and each address once");
        RuleForEach(a => a.Attributions).SetValidator(new AttributionValidator());
    }

    private static int CountBodies(ArticleInput article) =>
        new object?[] { article.Body, article.BodyHtml, article.BodyText }.Count(form => form is not null);

    private static bool HasImage(ArticleInput article, string? image)
    {
        if (image is null || article.Images is not { } images)
            return false;
        if (Guid.TryParse(image, out var id))
            return images.Any(use => use.Id == id);

        return new ImageBlock(image).Number is { } number && number >= 1 && number <= images.Count;
    }

    private static bool HasOrderedPositions(ValueList<ImageUseInput>? images) =>
        images is null
        || images.All(image => image.Position is null)
        || images.Select((image, index) => image.Position == index + 1).All(right => right);
}

internal sealed class ImageUseInputValidator : ImageInputValidatorBase<ImageUseInput>;
