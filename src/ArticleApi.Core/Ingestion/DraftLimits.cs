using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>The domain's limits, asked of a draft that a machine wrote.</summary>
public static class DraftLimits
{
    /// <summary>The first limit that the draft breaks, as a sentence; null where it keeps them all.</summary>
    public static string? FindViolation(ArticleDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Headline))
            return "headline: there is none.";
        if (!draft.Body.SelectMany(block => block.Texts).Any(text => text.Length > 0))
            return "body: there is no text.";

        // Of many more not all were read.
        return (
                draft.Body.Count <= Block.MaxCount
                    ? null
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"body: too many paragraphs and other blocks; at most {Block.MaxCount:N0} are taken."
                    )
            )
            ?? CheckCount("tags", draft.Tags.Count, Article.MaxTags)
            ?? CheckCount("bylines", draft.Bylines.Count, Article.MaxBylines)
            ?? CheckCount("images", draft.Images.Count, Article.MaxImages)
            ?? CheckLength("headline", draft.Headline, Article.MaxHeadlineLength)
            ?? CheckLength("abstract", draft.Abstract, Article.MaxAbstractLength)
            ?? CheckLength("language", draft.Language, Article.MaxLanguageLength)
            ?? CheckLength("genre", draft.Genre, Article.MaxGenreLength)
            ?? CheckLength("editorNote", draft.EditorNote, Article.MaxEditorNoteLength)
            ?? CheckLength("externalId", draft.ExternalId, Article.MaxExternalIdLength)
            ?? CheckLength("source.publisher", draft.Source.Publisher, Source.MaxPublisherLength)
            ?? CheckLength("source.url", draft.Source.Url, Source.MaxUrlLength)
            ?? draft
                .Body.SelectMany(block => block.Texts)
                .Select(text => CheckLength("body", text, Block.MaxTextLength))
                .FirstOrDefault(IsViolation)
            ?? draft.Tags.Append(draft.Section).OfType<Label>().Select(Check).FirstOrDefault(IsViolation)
            ?? draft
                .Bylines.Select(byline =>
                    CheckLength("bylines", byline.Name, Label.MaxNameLength)
                    ?? CheckLength("bylines", byline.Role, Byline.MaxRoleLength)
                    ?? Check("bylines", byline.Slug)
                )
                .FirstOrDefault(IsViolation)
            ?? draft.Images.Select(Check).FirstOrDefault(IsViolation)
            ?? Check("dateline", draft.Dateline)
            ?? CheckYear("publishedAt", draft.PublishedAt)
            ?? CheckYear("embargoUntil", draft.EmbargoUntil)
            ?? CheckYear("expiresAt", draft.ExpiresAt)
            ?? (
                draft.Urgency is < Article.MinUrgency or > Article.MaxUrgency
                    ? $"urgency: {draft.Urgency} is not {Article.MinUrgency} to {Article.MaxUrgency}."
                    : null
            );
    }

    private static bool IsViolation(string? broken) => broken is not null;

    private static string? Check(ImageDraft image) =>
        CheckLength("images.href", image.Facts.Href, ImageFacts.MaxHrefLength)
        ?? (
            image.Facts.Href is { } href && !IsHttpUrl(href)
                ? $"images.href: '{href}' is no http or https address."
                : null
        )
        ?? CheckLength("images.mediaType", image.Facts.MediaType, ImageFacts.MaxMediaTypeLength)
        ?? CheckLength("images.altText", image.Facts.AltText, ImageFacts.MaxAltTextLength)
        ?? (
            image.Facts.Width is < 1 or > ImageFacts.MaxPixels || image.Facts.Height is < 1 or > ImageFacts.MaxPixels
                ? "images: a width or height is no number of pixels."
                : null
        )
        ?? CheckLength("images.credit.line", image.Facts.Credit?.Line, Credit.MaxLineLength)
        ?? CheckLength("images.credit.photographer", image.Facts.Credit?.Photographer, Credit.MaxNameLength)
        ?? CheckLength("images.credit.agency", image.Facts.Credit?.Agency, Credit.MaxNameLength)
        ?? CheckLength("images.caption.text", image.Caption?.Text, CaptionDraft.MaxTextLength)
        ?? CheckLength("images.caption.raw", image.Caption?.Raw, CaptionDraft.MaxTextLength)
        ?? CheckLength("images.caption.language", image.Caption?.Language, Article.MaxLanguageLength)
        ?? Check("images.caption.dateline", image.Caption?.Dateline);

    private static string? Check(string what, DatelineReading? dateline) =>
        dateline is null
            ? null
            : CheckCount(what, dateline.Facts.Places.Count, DatelineFacts.MaxPlaces)
                ?? CheckLength(what, dateline.Printed.Raw, PrintedDateline.MaxRawLength)
                ?? CheckLength(what, dateline.Facts.Agency, DatelineFacts.MaxAgencyLength)
                ?? dateline
                    .Facts.Places.SelectMany(place => new[] { place.Locality, place.Region, place.Country })
                    .Select(name => CheckLength(what, name, Place.MaxLength))
                    .FirstOrDefault(IsViolation)
                ?? dateline
                    .Facts.Places.Where(place => place.CountryCode is { } code && !Countries.IsCode(code))
                    .Select(place => $"{what}: '{place.CountryCode}' is no ISO 3166-1 alpha-2 code.")
                    .FirstOrDefault();

    private static string? Check(Label label) =>
        CheckLength("tags", label.Name, Label.MaxNameLength) ?? Check("tags", label.Slug);

    private static string? Check(string what, string slug) =>
        Slug.TryParse(slug, out _) ? null : $"{what}: '{slug}' is no slug.";

    private static string? CheckLength(string what, string? text, int most) =>
        text is null || text.Length <= most
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {text.Length:N0} characters, and at most {most:N0} are taken."
            );

    private static string? CheckCount(string what, int count, int most) =>
        count <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{what}: {count:N0}, and at most {most:N0} are taken.");

    private static string? CheckYear(string what, DateTimeOffset? instant) =>
        instant is not { } at || at.Year is >= Article.MinYear and <= Article.MaxYear
            ? null
            : $"{what}: the years {Article.MinYear} to {Article.MaxYear} are taken.";

    private static bool IsHttpUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
