using AngleSharp.Html.Dom;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>A web page, asked for what it says about its article in one place after the other.</summary>
internal sealed class WebPage
{
    // A text in the data that is so much longer than the one to be seen is the whole of it.
    private const int MinFullTextRatio = 2;

    private static readonly string[] AuthorNames = ["author", "article:author", "dc.creator", "parsely-author"];

    private readonly IHtmlDocument _page;
    private readonly Dictionary<string, List<string>> _meta = new(StringComparer.OrdinalIgnoreCase);

    public WebPage(IHtmlDocument page)
    {
        _page = page;
        StructuredData = JsonLdArticle.Find(page);
        foreach (var meta in page.QuerySelectorAll("meta[content]"))
        {
            if (
                (meta.GetAttribute("property") ?? meta.GetAttribute("name")) is { Length: > 0 } name
                && meta.GetAttribute("content") is { } content
                && !string.IsNullOrWhiteSpace(content)
            )
            {
                if (_meta.TryGetValue(name.Trim(), out var contents))
                    contents.Add(content);
                else
                    _meta.Add(name.Trim(), [content]);
            }
        }

        var stated = UrlNormalizer.ToAbsoluteUri(page.QuerySelector("base[href]")?.GetAttribute("href"));
        Address =
            UrlNormalizer.ToAbsoluteUri(page.QuerySelector("link[rel~=canonical]")?.GetAttribute("href"), stated)
            ?? UrlNormalizer.ToAbsoluteUri(StructuredData?.Address, stated)
            ?? UrlNormalizer.ToAbsoluteUri(Meta("og:url"), stated);
        BaseAddress =
            UrlNormalizer.ToAbsoluteUri(page.QuerySelector("base[href]")?.GetAttribute("href"), Address) ?? Address;
    }

    public JsonLdArticle? StructuredData { get; }

    /// <summary>The page's own; null where it does not say.</summary>
    public Uri? Address { get; }

    /// <summary>What its relative addresses are relative to.</summary>
    private Uri? BaseAddress { get; }

    public string? Meta(string name) =>
        _meta.TryGetValue(name, out var contents) ? PlainTextCleaner.ToSingleLine(contents[0]) : null;

    public string? StatedOrMeta(string? stated, params string[] metas) =>
        stated ?? metas.Select(Meta).FirstOrDefault(text => text is not null);

    /// <summary>An element that says which property it is.</summary>
    public string? FindItemProperty(string property) =>
        _page.QuerySelector($"[itemprop~={property}]") is { } element
            ? element.GetAttribute("content")
                ?? element.GetAttribute("datetime")
                ?? PlainTextCleaner.ToSingleLine(element.TextContent)
            : null;

    public string? FindTitle()
    {
        var site = Meta("og:site_name");
        var title =
            Meta("og:title")
            ?? FindItemProperty("headline")
            ?? (
                _page.QuerySelectorAll("h1") is [var heading]
                    ? PlainTextCleaner.ToSingleLine(heading.TextContent)
                    : null
            )
            ?? PlainTextCleaner.ToSingleLine(_page.Title);
        if (title is null || site is null || !title.EndsWith(site, StringComparison.OrdinalIgnoreCase))
            return title;

        // "Headline | Site"
        var own = title[..^site.Length].TrimEnd();
        var isParted = own.Length > 1 && own[^1] is '|' or '-' or '–' or '—' or '·' or ':' or '•';
        return isParted ? own[..^1].TrimEnd() : title;
    }

    public IEnumerable<string?> FindAuthors()
    {
        var stated = StructuredData?.NamesOf("author").ToList() is { Count: > 0 } authors
            ? authors
            : StructuredData?.NamesOf("creator").ToList() ?? [];
        if (stated.Count > 0)
            return stated;

        var named = AuthorNames
            .SelectMany(name => _meta.GetValueOrDefault(name) ?? [])
            .Where(name => !name.Contains("://", StringComparison.Ordinal))
            .ToList();
        return named.Count > 0
            ? named
            : _page
                .QuerySelectorAll("[itemprop~=author], [rel~=author]")
                .Select(element =>
                    PlainTextCleaner.ToSingleLine((element.QuerySelector("[itemprop~=name]") ?? element).TextContent)
                )
                .Where(name => name is { Length: <= Label.MaxNameLength })
                .Take(Article.MaxBylines);
    }

    public IEnumerable<string?> FindKeywords()
    {
        var stated = StructuredData?.TextsOf("keywords").ToList() ?? [];
        if (stated.Count == 0)
            stated =
                _meta.GetValueOrDefault("article:tag")
                ?? _meta.GetValueOrDefault("news_keywords")
                ?? _meta.GetValueOrDefault("keywords")
                ?? [];

        return stated is [var list] ? list.Split(',') : stated;
    }

    public IEnumerable<PictureDraft> FindPictures()
    {
        var stated = (StructuredData?.ReadPictures(BaseAddress) ?? []).ToList();
        if (
            stated.Count == 0
            && UrlNormalizer.ToAbsolute(
                Meta("og:image:secure_url") ?? Meta("og:image") ?? Meta("twitter:image"),
                BaseAddress
            )
                is { } href
        )
            stated.Add(new() { Href = href, AltText = Meta("og:image:alt") });

        // The same picture in the text, cut otherwise, has its caption beside it.
        var shown = _page
            .QuerySelectorAll("figure img, article img")
            .Select(image => FileNameOf(image.GetAttribute("src")))
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return stated.Where(picture =>
            picture.Caption is not null
            || picture.Credit is not null
            || FileNameOf(picture.Href) is not { } file
            || !shown.Contains(file)
        );
    }

    public string? FindLanguage() =>
        LanguageTag.Parse(StructuredData?["inLanguage"])
        ?? LanguageTag.Parse(_page.DocumentElement?.GetAttribute("lang"))
        ?? LanguageTag.Parse(Meta("og:locale"))
        ?? LanguageTag.Parse(Meta("content-language"));

    public static DateTimeOffset? ReadDate(DocumentParseContext context, IEnumerable<string?> stated) =>
        stated.OfType<string>().Select(text => ParseDate(text, context)).FirstOrDefault(date => date is not null);

    /// <summary>When the page ends to be public, in each way of saying it.</summary>
    public TimeBounds ReadExpiry(DocumentParseContext context)
    {
        var stated = (StructuredData?.StatedValues("expires") ?? [])
            .Append(Meta("article:expiration_time"))
            .Append(FindItemProperty("expires"))
            .OfType<string>()
            .Select(text => ParseDate(text, context))
            .ToList();
        return new([.. stated.OfType<DateTimeOffset>()], !stated.Contains(null));
    }

    /// <summary>A state of the page that is not that of a published one; null where it says of none.</summary>
    public string? FindUnpublishedStatus() =>
        (StructuredData?.StatedValues("creativeWorkStatus") ?? [])
            .Append(FindItemProperty("creativeWorkStatus"))
            .OfType<string>()
            .FirstOrDefault(status => !status.Equals("published", StringComparison.OrdinalIgnoreCase));

    private static DateTimeOffset? ParseDate(string text, DocumentParseContext context)
    {
        if (InstantParser.Parse(text, InstantFormats.Web) is { } date && ArticleLimits.IsInRange(date))
            return date;

        context.AddWarning(
            null,
            $"'{(text.Length > 100 ? PlainText.Clean(text[..100]) + "…" : text)}' is no date that can be read."
        );
        return null;
    }

    /// <summary>
    /// What is to be seen, since it has paragraphs; the data's text where that shows none, or but its beginning.
    /// </summary>
    public ValueList<Block> ReadBody(PictureList pictures, string? headline, ValueList<Byline> bylines)
    {
        var shown = ReadabilityExtractor.Extract(_page) is { } text
            ? HtmlBodyReader.Read(text, pictures, BaseAddress)
            : [];
        var blocks = HtmlBodyReader.WithoutLeadImage([
            .. shown.Where((block, index) => index > 3 || !IsHeadlineOrByline(block, headline, bylines)),
        ]);
        if (StructuredData?.Body is not { } whole)
            return blocks;

        var length = blocks.SelectMany(block => block.Texts).Sum(text => text.Length);
        if (length * MinFullTextRatio > whole.Length)
            return blocks;

        return (PlainTextCleaner.LooksLikeHtml(whole) ? BodyReader.FromHtml(whole) : BodyReader.FromText(whole));
    }

    // The headline and the by-line over the text are fields of their own.
    private static bool IsHeadlineOrByline(Block block, string? headline, ValueList<Byline> bylines)
    {
        if (block is not (Heading or Paragraph) || block.Texts.First() is not { } text)
            return false;

        return text == headline
            || bylines.Any(byline =>
                text.Equals(byline.Name, StringComparison.OrdinalIgnoreCase)
                || text.Equals($"By {byline.Name}", StringComparison.OrdinalIgnoreCase)
            );
    }

    private static string? FileNameOf(string? address) =>
        address?.Split('?', '#')[0].Split('/')[^1] is { Length: > 4 } file ? file : null;
}
