using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>The domain's limits, asked of a draft that a machine wrote.</summary>
public static class DraftLimits
{
    /// <summary>The first limit that the draft breaks, as a sentence; null where it keeps them all.</summary>
    public static string? Broken(ArticleDraft draft)
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
            ?? TooMany("tags", draft.Tags.Count, Article.MaxTags)
            ?? TooMany("bylines", draft.Bylines.Count, Article.MaxBylines)
            ?? TooMany("images", draft.Images.Count, Article.MaxImages)
            ?? TooLong("headline", draft.Headline, Article.MaxHeadlineLength)
            ?? TooLong("abstract", draft.Abstract, Article.MaxAbstractLength)
            ?? TooLong("language", draft.Language, Article.MaxLanguageLength)
            ?? TooLong("genre", draft.Genre, Article.MaxGenreLength)
            ?? TooLong("editorNote", draft.EditorNote, Article.MaxEditorNoteLength)
            ?? TooLong("externalId", draft.ExternalId, Article.MaxExternalIdLength)
            ?? TooLong("source.publisher", draft.Source.Publisher, Source.MaxPublisherLength)
            ?? TooLong("source.url", draft.Source.Url, Source.MaxUrlLength)
            ?? draft
                .Body.SelectMany(block => block.Texts)
                .Select(text => TooLong("body", text, Block.MaxTextLength))
                .FirstOrDefault(Is)
            ?? draft.Tags.Append(draft.Section).OfType<Label>().Select(Wrong).FirstOrDefault(Is)
            ?? draft
                .Bylines.Select(byline =>
                    TooLong("bylines", byline.Name, Label.MaxNameLength)
                    ?? TooLong("bylines", byline.Role, Byline.MaxRoleLength)
                    ?? Wrong("bylines", byline.Slug)
                )
                .FirstOrDefault(Is)
            ?? draft.Images.Select(Wrong).FirstOrDefault(Is)
            ?? Wrong("dateline", draft.Dateline)
            ?? Outside("publishedAt", draft.PublishedAt)
            ?? Outside("embargoUntil", draft.EmbargoUntil)
            ?? Outside("expiresAt", draft.ExpiresAt)
            ?? (
                draft.Urgency is < Article.MinUrgency or > Article.MaxUrgency
                    ? $"urgency: {draft.Urgency} is not {Article.MinUrgency} to {Article.MaxUrgency}."
                    : null
            );
    }

    private static bool Is(string? broken) => broken is not null;

    private static string? Wrong(ImageDraft image) =>
        TooLong("images.href", image.Facts.Href, ImageFacts.MaxHrefLength)
        ?? (
            image.Facts.Href is { } href && !IsAddress(href)
                ? $"images.href: '{href}' is no http or https address."
                : null
        )
        ?? TooLong("images.mediaType", image.Facts.MediaType, ImageFacts.MaxMediaTypeLength)
        ?? TooLong("images.altText", image.Facts.AltText, ImageFacts.MaxAltTextLength)
        ?? (
            image.Facts.Width is < 1 or > ImageFacts.MaxPixels || image.Facts.Height is < 1 or > ImageFacts.MaxPixels
                ? "images: a width or height is no number of pixels."
                : null
        )
        ?? TooLong("images.credit.line", image.Facts.Credit?.Line, Credit.MaxLineLength)
        ?? TooLong("images.credit.photographer", image.Facts.Credit?.Photographer, Credit.MaxNameLength)
        ?? TooLong("images.credit.agency", image.Facts.Credit?.Agency, Credit.MaxNameLength)
        ?? TooLong("images.caption.text", image.Caption?.Text, CaptionDraft.MaxTextLength)
        ?? TooLong("images.caption.raw", image.Caption?.Raw, CaptionDraft.MaxTextLength)
        ?? TooLong("images.caption.language", image.Caption?.Language, Article.MaxLanguageLength)
        ?? Wrong("images.caption.dateline", image.Caption?.Dateline);

    private static string? Wrong(string what, DatelineReading? dateline) =>
        dateline is null
            ? null
            : TooMany(what, dateline.Facts.Places.Count, DatelineFacts.MaxPlaces)
                ?? TooLong(what, dateline.Print.Raw, DatelinePrint.MaxRawLength)
                ?? TooLong(what, dateline.Facts.Agency, DatelineFacts.MaxAgencyLength)
                ?? dateline
                    .Facts.Places.SelectMany(place => new[] { place.Locality, place.Region, place.Country })
                    .Select(name => TooLong(what, name, Place.MaxLength))
                    .FirstOrDefault(Is)
                ?? dateline
                    .Facts.Places.Where(place => place.CountryCode is { } code && !Countries.IsCode(code))
                    .Select(place => $"{what}: '{place.CountryCode}' is no ISO 3166-1 alpha-2 code.")
                    .FirstOrDefault();

    private static string? Wrong(Label label) =>
        TooLong("tags", label.Name, Label.MaxNameLength) ?? Wrong("tags", label.Slug);

    private static string? Wrong(string what, string slug) =>
        Slug.TryParse(slug, out _) ? null : $"{what}: '{slug}' is no slug.";

    private static string? TooLong(string what, string? text, int most) =>
        text is null || text.Length <= most
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {text.Length:N0} characters, and at most {most:N0} are taken."
            );

    private static string? TooMany(string what, int count, int most) =>
        count <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{what}: {count:N0}, and at most {most:N0} are taken.");

    private static string? Outside(string what, DateTimeOffset? instant) =>
        instant is not { } at || at.Year is >= Article.MinYear and <= Article.MaxYear
            ? null
            : $"{what}: the years {Article.MinYear} to {Article.MaxYear} are taken.";

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
