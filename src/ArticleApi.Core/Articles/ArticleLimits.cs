using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Articles;

/// <summary>What every article keeps to, whoever wrote it. The numbers stand at the types that they limit.</summary>
public static class ArticleLimits
{
    /// <summary>What the draft breaks; where it is far too much of something, no more is looked at.</summary>
    public static IReadOnlyList<Violation> Check(ArticleDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Headline))
            return [new("headline", "required", "there is none.")];
        if (!draft.Body.SelectMany(block => block.Texts).Any(text => text.Length > 0))
            return [new("body", "required", "there is no text.")];

        var found = new List<Violation>();
        CheckBlockCount(draft.Body.Count, found);
        CheckCount("tags", draft.Tags.Count, Article.MaxTags, found);
        CheckCount("bylines", draft.Bylines.Count, Article.MaxBylines, found);
        CheckCount("images", draft.Images.Count, Article.MaxImages, found);
        CheckCount("corrections", draft.Corrections?.Count ?? 0, Correction.MaxCount, found);
        CheckCount("relatedLinks", draft.RelatedLinks.Count, RelatedLink.MaxCount, found);
        if (found.Count > 0)
            return found;

        CheckFields(draft, found);
        CheckBlocks(draft.Body, found);
        foreach (var label in draft.Tags.Append(draft.Section).OfType<Label>())
            Check(label, found);
        foreach (var byline in draft.Bylines)
            Check(byline, found);
        foreach (var (index, image) in draft.Images.Index())
            Check(image, index, found);
        foreach (var correction in draft.Corrections ?? [])
        {
            CheckLength("corrections", correction.Text, Correction.MaxTextLength, found);
            CheckYear("corrections", correction.At, found);
        }

        CheckLinks(draft.RelatedLinks, found);
        Check("dateline", draft.Dateline, found);
        CheckNumbers(draft, found);
        return found;
    }

    /// <summary>What a body breaks by itself, whatever it was made of.</summary>
    public static IReadOnlyList<Violation> CheckBody(ValueList<Block> body)
    {
        var found = new List<Violation>();
        CheckBlockCount(body.Count, found);
        if (found.Count == 0)
            CheckBlocks(body, found);
        return found;
    }

    /// <summary>Whether it is an absolute http or https address.</summary>
    public static bool IsHttpUrl(string text) =>
        FindUnencoded(text).IsEmpty
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https";

    /// <summary>
    /// What an address holds that it may only hold percent-encoded (RFC 3986), each once; letters of any script may
    /// stand as they are (RFC 3987).
    /// </summary>
    public static ReadOnlySpan<char> FindUnencoded(string address) =>
        address
            .Where(c =>
                char.IsControl(c) || char.IsWhiteSpace(c) || "\"<>\\^`{|}".Contains(c, StringComparison.Ordinal)
            )
            .Distinct()
            .ToArray();

    public static bool IsInRange(DateTimeOffset instant) => instant.Year is >= Article.MinYear and <= Article.MaxYear;

    public static bool IsPixelCount(int number) => number is >= 1 and <= ImageFacts.MaxPixels;

    private static void CheckFields(ArticleDraft draft, List<Violation> found)
    {
        CheckLength("headline", draft.Headline, Article.MaxHeadlineLength, found);
        CheckLength("headlines.short", draft.Headlines?.Short, Article.MaxHeadlineLength, found);
        CheckLength("headlines.seo", draft.Headlines?.Seo, Article.MaxHeadlineLength, found);
        CheckLength("abstract", draft.Abstract, Article.MaxAbstractLength, found);
        CheckLength("teaser", draft.Teaser, Article.MaxAbstractLength, found);
        CheckLength("language", draft.Language, Article.MaxLanguageLength, found);
        CheckLength("genre", draft.Genre, Article.MaxGenreLength, found);
        CheckLength("editorNote", draft.EditorNote, Article.MaxEditorNoteLength, found);
        CheckLength("externalId", draft.ExternalId, Article.MaxExternalIdLength, found);
        CheckLength("canonicalUrl", draft.CanonicalUrl, Article.MaxUrlLength, found);
        CheckHttpUrl("canonicalUrl", draft.CanonicalUrl, found);
        CheckLength("source.publisher", draft.Source.Publisher, Source.MaxPublisherLength, found);
        CheckLength("source.url", draft.Source.Url, Source.MaxUrlLength, found);
        if (draft.Extensions is { ByteCount: > OpaqueJson.MaxBytes and var size })
            found.Add(
                new(
                    "extensions",
                    "too-large",
                    FormattableString.Invariant($"{size:N0} bytes, and at most {OpaqueJson.MaxBytes:N0} are taken.")
                )
            );
        if (draft.Extensions is { Depth: > OpaqueJson.MaxDepth and var depth })
            found.Add(
                new(
                    "extensions",
                    "too-deep",
                    $"{depth} deep in one another, and at most {OpaqueJson.MaxDepth} are taken."
                )
            );
    }

    private static void CheckNumbers(ArticleDraft draft, List<Violation> found)
    {
        CheckYear("publishedAt", draft.PublishedAt, found);
        CheckYear("embargoUntil", draft.EmbargoUntil, found);
        CheckYear("expiresAt", draft.ExpiresAt, found);
        if (draft.Urgency is < Article.MinUrgency or > Article.MaxUrgency)
            found.Add(
                new("urgency", "out-of-range", $"{draft.Urgency} is not {Article.MinUrgency} to {Article.MaxUrgency}.")
            );
    }

    // Of many more not all were read, so their number is not told.
    private static void CheckBlockCount(int count, List<Violation> found)
    {
        if (count > Block.MaxCount)
            found.Add(
                new(
                    "body",
                    "too-many",
                    FormattableString.Invariant(
                        $"too many paragraphs and other blocks; at most {Block.MaxCount:N0} are taken."
                    )
                )
            );
    }

    private static void CheckBlocks(ValueList<Block> body, List<Violation> found)
    {
        foreach (var (index, block) in body.Index())
        {
            const int max = Block.MaxTextLength;
            var texts = block is PullQuote quote ? [quote.Text] : block.Texts;
            foreach (var text in texts.Where(text => text.Length > max))
                found.Add(
                    new(
                        "body",
                        "too-long",
                        FormattableString.Invariant(
                            $"a paragraph of {text.Length:N0} characters, and at most {max:N0} are taken."
                        )
                    )
                    {
                        Index = index,
                    }
                );
            if (FindBroken(block) is { } broken)
                found.Add(broken with { Index = index });
        }
    }

    private static Violation? FindBroken(Block block) =>
        block switch
        {
            ListBlock list when DepthOf(list.Items, item => item.List?.Items) > ListItem.MaxDepth => new(
                "body",
                "too-deep",
                $"lists in one another, and at most {ListItem.MaxDepth} are taken."
            ),
            TableBlock table when table.Rows.Count > TableBlock.MaxRows => new(
                "body",
                "too-many",
                FormattableString.Invariant(
                    $"a table of {table.Rows.Count:N0} rows, and at most {TableBlock.MaxRows:N0} are taken."
                )
            ),
            TableBlock table
                when table.Rows.Prepend(table.Header).Max(row => row.Count)
                    is var columns
                        and > TableBlock.MaxColumns => new(
                "body",
                "too-many",
                FormattableString.Invariant(
                    $"a row of {columns:N0} cells, and at most {TableBlock.MaxColumns} are taken."
                )
            ),
            EmbedBlock { Url: var url } when url.Length > ImageFacts.MaxHrefLength || !IsHttpUrl(url) => new(
                "body",
                "not-an-address",
                $"an embed of '{url}', which is no http or https address."
            ),
            EmbedBlock { Title.Length: > EmbedBlock.MaxTitleLength } => new(
                "body",
                "too-long",
                $"an embed's title, and at most {EmbedBlock.MaxTitleLength} characters are taken."
            ),
            _ => null,
        };

    /// <summary>How deep lists stand in one another; 1 where none holds another.</summary>
    /// <param name="innerOf">The items of the list that an item holds; null where it holds none.</param>
    public static int DepthOf<T>(IEnumerable<T> items, Func<T, IEnumerable<T>?> innerOf) =>
        1 + items.Select(item => innerOf(item) is { } inner ? DepthOf(inner, innerOf) : 0).DefaultIfEmpty(0).Max();

    private static void Check(Label label, List<Violation> found)
    {
        CheckLength("tags", label.Name, Label.MaxNameLength, found);
        CheckSlug("tags", label.Slug, found);
    }

    private static void Check(Byline byline, List<Violation> found)
    {
        CheckLength("bylines", byline.Name, Label.MaxNameLength, found);
        CheckLength("bylines", byline.Role, Byline.MaxRoleLength, found);
        CheckSlug("bylines", byline.Slug, found);
    }

    private static void CheckLinks(ValueList<RelatedLink> links, List<Violation> found)
    {
        foreach (var link in links)
        {
            if (!link.IsWhole())
                found.Add(
                    new("relatedLinks", "incomplete", "one has neither an articleId alone nor a url with a title.")
                );
            CheckLength("relatedLinks.url", link.Url, Article.MaxUrlLength, found);
            CheckHttpUrl("relatedLinks.url", link.Url, found);
            CheckLength("relatedLinks.title", link.Title, Article.MaxHeadlineLength, found);
        }

        if (RelatedLink.HasDoubles(links))
            found.Add(new("relatedLinks", "repeated", "two of them lead to the same."));
    }

    private static void Check(ImageDraft image, int index, List<Violation> found)
    {
        var (facts, caption) = (image.Facts, image.Caption);
        CheckLength("images.href", facts.Href, ImageFacts.MaxHrefLength, found);
        CheckHttpUrl("images.href", facts.Href, found);
        CheckLength("images.mediaType", facts.MediaType, ImageFacts.MaxMediaTypeLength, found);
        CheckLength("images.altText", facts.AltText, ImageFacts.MaxAltTextLength, found);
        if ((facts.Width is { } width && !IsPixelCount(width)) || (facts.Height is { } height && !IsPixelCount(height)))
            found.Add(new("images", "out-of-range", "a width or height is no number of pixels."));
        CheckLength("images.credit.line", facts.Credit?.Line, Credit.MaxLineLength, found);
        CheckLength("images.credit.photographer", facts.Credit?.Photographer, Credit.MaxNameLength, found);
        CheckLength("images.credit.agency", facts.Credit?.Agency, Credit.MaxNameLength, found);
        CheckLength("images.caption.text", caption?.Text, CaptionDraft.MaxTextLength, found, index);
        CheckLength("images.caption.raw", caption?.Raw, CaptionDraft.MaxTextLength, found, index);
        CheckLength("images.caption.language", caption?.Language, Article.MaxLanguageLength, found);
        Check("images.caption.dateline", caption?.Dateline, found);
    }

    private static void Check(string field, DatelineReading? dateline, List<Violation> found)
    {
        if (dateline is null)
            return;

        CheckCount(field, dateline.Facts.Places.Count, DatelineFacts.MaxPlaces, found);
        CheckLength(field, dateline.Printed.Raw, PrintedDateline.MaxRawLength, found);
        CheckLength(field, dateline.Facts.Agency, DatelineFacts.MaxAgencyLength, found);
        foreach (var place in dateline.Facts.Places)
        {
            CheckLength(field, place.Locality, Place.MaxLength, found);
            CheckLength(field, place.Region, Place.MaxLength, found);
            CheckLength(field, place.Country, Place.MaxLength, found);
            if (place.CountryCode is { } code && !Countries.IsCode(code))
                found.Add(new(field, "not-a-country", $"'{code}' is no ISO 3166-1 alpha-2 code."));
        }
    }

    private static void CheckSlug(string field, string slug, List<Violation> found)
    {
        if (!Slug.TryParse(slug, out _))
            found.Add(new(field, "not-a-slug", $"'{slug}' is no slug."));
    }

    private static void CheckLength(string field, string? text, int max, List<Violation> found, int index = 0)
    {
        if (text?.Length > max)
            found.Add(
                new(
                    field,
                    "too-long",
                    FormattableString.Invariant($"{text.Length:N0} characters, and at most {max:N0} are taken.")
                )
                {
                    Index = index,
                }
            );
    }

    private static void CheckHttpUrl(string field, string? url, List<Violation> found)
    {
        if (url is not null && !IsHttpUrl(url))
            found.Add(new(field, "not-an-address", $"'{url}' is no http or https address."));
    }

    private static void CheckCount(string field, int count, int max, List<Violation> found)
    {
        if (count > max)
            found.Add(
                new(field, "too-many", FormattableString.Invariant($"{count:N0}, and at most {max:N0} are taken."))
            );
    }

    private static void CheckYear(string field, DateTimeOffset? instant, List<Violation> found)
    {
        if (instant is { } at && !IsInRange(at))
            found.Add(new(field, "out-of-range", $"the years {Article.MinYear} to {Article.MaxYear} are taken."));
    }
}
