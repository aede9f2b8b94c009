using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using FluentValidation;

namespace ArticleApi.Intake;

internal class ArticleInputValidator<T> : AbstractValidator<T>
    where T : ArticleInput
{
    public ArticleInputValidator()
    {
        RuleFor(a => a.Headline).IsFilledLine(Article.MaxHeadlineLength);
        RuleFor(a => a.Slug).IsSlug();
        RuleFor(a => a.Language).IsLanguage();
        RuleFor(a => a.Abstract).IsText(Article.MaxAbstractLength);
        RuleFor(a => a.Body)
            .Must(
                (article, body) =>
                    new object?[] { body, article.BodyHtml, article.BodyText }.Count(form => form is not null) == 1
            )
            .WithErrorCode("one-body")
            .WithMessage("exactly one of body, bodyHtml and bodyText");
        RuleFor(a => a.BodyHtml)
            .Must(html => html is null || BodyReader.TagsIn(html) <= BodyReader.MaxTags)
            .WithErrorCode("too-many")
            .WithMessage($"up to {BodyReader.MaxTags:N0} tags")
            .MaximumLength(BodyReader.MaxLength)
            .WithErrorCode("too-long")
            .WithMessage($"up to {BodyReader.MaxLength:N0} characters");
        RuleForEach(a => a.Body)
            .SetValidator(new BlockInputValidator())
            .Must(
                (article, block) =>
                    block.Type != "image" || (block.Image >= 0 && block.Image < (article.Images?.Count ?? 0))
            )
            .WithErrorCode("no-such-image")
            .WithMessage(article =>
                $"an image block's image is an index into images, of which there are {article.Images?.Count ?? 0}, from 0"
            );
        RuleForEach(a => a.Bylines)
            .ChildRules(byline =>
            {
                byline
                    .RuleFor(b => b.Name)
                    .IsFilledLine(Label.MaxNameLength)
                    .Must(HasSlug)
                    .WithErrorCode("no-slug")
                    .WithMessage("a name with a letter or digit");
                byline.RuleFor(b => b.Slug).IsSlug();
                byline.RuleFor(b => b.Role).IsLine(Byline.MaxRoleLength);
            });
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
        RuleFor(a => a.Genre).IsLine(Article.MaxGenreLength);
        RuleFor(a => a.EditorNote).IsText(Article.MaxEditorNoteLength);
        RuleFor(a => a.ExternalId).IsLine(Article.MaxExternalIdLength);
        RuleFor(a => a.Source!.Publisher).IsLine(Source.MaxPublisherLength).When(a => a.Source is not null);
        RuleFor(a => a.Source!.Url).IsAddress(Source.MaxUrlLength).When(a => a.Source is not null);
        RuleForEach(a => a.Images).SetValidator(new ImageUseInputValidator());
        RuleFor(a => a.Images)
            .Must(InOrder)
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
        RuleForEach(a => a.Attributions)
            .ChildRules(attribution =>
            {
                attribution.RuleFor(a => a.Agency).IsFilledLine(DatelineFacts.MaxAgencyLength);
                attribution.RuleFor(a => a.AsPrinted).IsFilledLine(Label.MaxNameLength);
                attribution
                    .RuleFor(a => (int?)a.Paragraph)
                    .IsWithin(1, Block.MaxCount)
                    .OverridePropertyName("Paragraph");
            });
    }

    private static bool HasSlug(string? name) => name is not null && Slug.From(name) is not null;

    private static bool InOrder(ValueList<ImageUseInput>? images) =>
        images is null
        || images.All(image => image.Position is null)
        || images.Select((image, index) => image.Position == index + 1).All(right => right);
}

internal sealed class LabelInputValidator : AbstractValidator<LabelInput>
{
    public LabelInputValidator()
    {
        RuleFor(l => l.Name)
            .IsFilledLine(Label.MaxNameLength)
            .Must(name => name is not null && Slug.From(name) is not null)
            .WithErrorCode("no-slug")
            .WithMessage("a name with a letter or digit");
        RuleFor(l => l.Slug).IsSlug();
    }
}

internal sealed class BlockInputValidator : AbstractValidator<BlockInput>
{
    private static readonly string[] Types = ["paragraph", "heading", "quote", "list", "image"];

    public BlockInputValidator()
    {
        RuleFor(b => b.Type)
            .Must(type => Types.Contains(type))
            .WithErrorCode("not-allowed")
            .WithMessage("one of " + string.Join(", ", Types));
        RuleFor(b => b.Text).IsText(Block.MaxTextLength);
        RuleFor(b => b.Html).IsText(Block.MaxTextLength);
        RuleFor(b => b.Text)
            .Must((block, text) => text is not null || block.Html is not null)
            .When(b => b.Type is "paragraph" or "heading" or "quote")
            .WithErrorCode("required")
            .WithMessage("text or html");
        RuleFor(b => b.Html)
            .Must((block, html) => InlineHtml.Pair(block.Text, html).Agree)
            .When(b => b is { Text: not null, Html: not null })
            .WithErrorCode("disagrees")
            .WithMessage("the same words as text; send one of the two");
        RuleFor(b => b.Level)
            .Must(level => level is >= 2 and <= 6)
            .When(b => b.Type == "heading")
            .WithErrorCode("out-of-range")
            .WithMessage("2 to 6");
        RuleFor(b => b.Cite).IsText(Label.MaxNameLength);
        RuleFor(b => b.Items)
            .NotEmpty()
            .When(b => b.Type == "list")
            .WithErrorCode("required")
            .WithMessage("at least one item");
        RuleForEach(b => b.Items)
            .ChildRules(item =>
            {
                item.RuleFor(i => i.Text).IsText(Block.MaxTextLength);
                item.RuleFor(i => i.Html).IsText(Block.MaxTextLength);
                item.RuleFor(i => i.Text)
                    .Must((i, text) => text is not null || i.Html is not null)
                    .WithErrorCode("required")
                    .WithMessage("text or html");
                item.RuleFor(i => i.Html)
                    .Must((i, html) => InlineHtml.Pair(i.Text, html).Agree)
                    .When(i => i is { Text: not null, Html: not null })
                    .WithErrorCode("disagrees")
                    .WithMessage("the same words as text; send one of the two");
            });
    }
}

internal class ImageInputValidator<T> : AbstractValidator<T>
    where T : ImageInput
{
    public ImageInputValidator()
    {
        RuleFor(i => i.Href).IsAddress(ImageFacts.MaxHrefLength);
        RuleFor(i => i.MediaType)
            .IsLine(ImageFacts.MaxMediaTypeLength)
            .Must(type => type is null || type.StartsWith("image/", StringComparison.Ordinal))
            .WithErrorCode("not-an-image")
            .WithMessage("an image/… media type");
        RuleFor(i => i.Width).IsWithin(1, ImageFacts.MaxPixels);
        RuleFor(i => i.Height).IsWithin(1, ImageFacts.MaxPixels);
        RuleFor(i => i.AltText).IsText(ImageFacts.MaxAltTextLength);
        RuleFor(i => i.Credit!)
            .ChildRules(credit =>
            {
                credit.RuleFor(c => c.Line).IsFilledLine(Credit.MaxLineLength);
                credit.RuleFor(c => c.Agency).IsLine(Credit.MaxNameLength);
                credit.RuleFor(c => c.Photographer).IsLine(Credit.MaxNameLength);
            })
            .When(i => i.Credit is not null);
        RuleFor(i => i.Rights!).SetValidator(new RightsValidator()).When(i => i.Rights is not null);
        RuleFor(i => i.Caption!).SetValidator(new CaptionInputValidator()).When(i => i.Caption is { Id: null });
    }
}

internal sealed class ImageUseInputValidator : ImageInputValidator<ImageUseInput>;

internal sealed class CaptionInputValidator : AbstractValidator<CaptionInput>
{
    public CaptionInputValidator()
    {
        RuleFor(c => c.Language).IsLanguage();
        RuleFor(c => c.Text).IsText(CaptionDraft.MaxTextLength);
        RuleFor(c => c.Raw)
            .IsText(CaptionDraft.MaxTextLength)
            .Must((caption, raw) => !string.IsNullOrWhiteSpace(raw) || !string.IsNullOrWhiteSpace(caption.Text))
            .WithErrorCode("required")
            .WithMessage("raw or text");
        RuleFor(c => c.Dateline!).SetValidator(new DatelineInputValidator()).When(c => c.Dateline is not null);
    }
}

internal sealed class DatelineInputValidator : AbstractValidator<DatelineInput>
{
    public DatelineInputValidator()
    {
        RuleFor(d => d.Raw).IsLine(DatelinePrint.MaxRawLength);
        RuleFor(d => d.Agency).IsLine(DatelineFacts.MaxAgencyLength);
        RuleFor(d => d.Places)
            .Must((dateline, places) => places is { Count: > 0 } || dateline.Date is not null)
            .WithErrorCode("required")
            .WithMessage("a place or a date");
        RuleForEach(d => d.Places)
            .ChildRules(place =>
            {
                place
                    .RuleFor(p => p.Locality)
                    .IsLine(Place.MaxLength)
                    .Must(
                        (p, locality) =>
                            locality is not null
                            || p.Region is not null
                            || p.Country is not null
                            || p.CountryCode is not null
                    )
                    .WithErrorCode("required")
                    .WithMessage("a locality, region or country");
                place.RuleFor(p => p.Qualifier).IsLine(Place.MaxLength);
                place.RuleFor(p => p.Near).IsLine(Place.MaxLength);
                place.RuleFor(p => p.Region).IsLine(Place.MaxLength);
                place.RuleFor(p => p.Country).IsLine(Place.MaxLength);
                place
                    .RuleFor(p => p.CountryCode)
                    .IsCountry()
                    .Must(
                        (p, code) =>
                            code is null
                            || p.Country is null
                            || Countries.CodeOf(p.Country) is not { } known
                            || known == code
                    )
                    .WithErrorCode("disagrees")
                    .WithMessage("the code of the country named");
            });
    }
}

internal sealed class RightsValidator : AbstractValidator<Rights>
{
    public RightsValidator()
    {
        RuleFor(r => r.Holder).IsText(Rights.MaxLength);
        RuleFor(r => r.Notice).IsText(Rights.MaxLength);
        RuleFor(r => r.UsageTerms).IsText(Rights.MaxLength);
    }
}
