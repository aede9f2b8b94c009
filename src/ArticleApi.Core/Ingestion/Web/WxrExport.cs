using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>One export: what its posts refer to, and each of them.</summary>
internal sealed class WxrExport
{
    private const int MaxExtras = 200;

    private readonly FeedMetadata _site;
    private readonly string _provider;
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PictureDraft> _attached = new(StringComparer.Ordinal);
    private readonly HashSet<string> _originals;

    public WxrExport(FeedMetadata channel, FeedElementLookup site, IEnumerable<FeedElementLookup> items)
    {
        _site = channel;
        _provider = UrlNormalizer
            .ToAbsoluteUri(GetValue(site, "wp:base_blog_url") ?? GetValue(site, "wp:base_site_url"))
            ?.Authority
            is { Length: <= SourceRecord.MaxProviderLength } address
            ? address
            : channel.Provider;
        foreach (var author in site["wp:author"].Select(author => new FeedElementLookup(author)))
        {
            if (
                GetValue(author, "wp:author_login") is { } login
                && GetValue(author, "wp:author_display_name") is { } name
            )
                _names.TryAdd(login, name);
        }

        foreach (var category in site["wp:category"].Select(category => new FeedElementLookup(category)))
        {
            if (
                GetValue(category, "wp:term_id") is { } id
                && GetValue(category, "wp:category_nicename") is { } nicename
            )
                _terms.TryAdd(id, nicename);
        }

        foreach (var item in items.Where(item => TypeOf(item) == "attachment"))
        {
            if (
                GetValue(item, "wp:post_id") is { } id
                && UrlNormalizer.ToAbsolute(GetValue(item, "wp:attachment_url")) is { } href
            )
                _attached.TryAdd(
                    id,
                    new()
                    {
                        Href = href,
                        Caption = PlainTextCleaner.FromTextOrHtml(GetValue(item, "excerpt:encoded")),
                        AltText = PlainTextCleaner.ToSingleLine(GetMeta(item, "_wp_attachment_image_alt")),
                    }
                );
        }

        _originals = [.. _attached.Values.Select(picture => picture.Href).OfType<string>()];
    }

    /// <summary>Of the post; exports of old had no other.</summary>
    public static string TypeOf(FeedElementLookup item) => GetValue(item, "wp:post_type") ?? "post";

    public void AddPost(FeedElementLookup item, DocumentParseContext context)
    {
        var line = UntrustedXml.LineOf(item.Element);
        var id = GetValue(item, "guid");
        var updated = InstantParser.Parse(GetValue(item, "wp:post_modified_gmt"), InstantFormats.Web);
        var published = ReadPublishedAt(item);
        var source = SourceItem.Create(_provider, id ?? GetValue(item, "wp:post_id"), updated ?? published);
        if (WxrStatus.IsInTrash(item))
        {
            if (source is not null)
                context.AddWithdrawal(new(source, null, line));
            return;
        }

        var pictures = new PictureList();
        if (GetMeta(item, "_thumbnail_id") is { } thumbnail && _attached.TryGetValue(thumbnail, out var featured))
            pictures.Add(featured);

        var content = new WordPressContent(_attached, _originals);
        var body = HtmlBodyReader.Read(
            content.ToHtml(GetValue(item, "content:encoded") ?? ""),
            pictures,
            _site.BaseAddress
        );
        if (content.RemovedShortcodes.Any())
            context.AddWarning(
                line,
                "Shortcodes that are not understood were taken out: "
                    + $"{string.Join(", ", content.RemovedShortcodes.Take(50))}."
            );
        if (PlainTextCleaner.FromTextOrHtml(GetValue(item, "title")) is not { } headline)
        {
            context.AddError(line, "The post has no title.");
            return;
        }

        var categories = item["category"]
            .Where(category =>
                FeedElementLookup.Attribute(category, "domain") is null or "category"
                && FeedElementLookup.Attribute(category, "nicename") is not "uncategorized"
            )
            .ToList();
        var primary = GetMeta(item, "_yoast_wpseo_primary_category") is { } term
            ? _terms.GetValueOrDefault(term)
            : null;
        var main =
            categories.Find(category =>
                primary is not null && FeedElementLookup.Attribute(category, "nicename") == primary
            ) ?? (categories is [var first, ..] ? first : null);
        var about = PlainTextCleaner.FromTextOrHtml(GetValue(item, "excerpt:encoded"));
        var draft = DraftEnricher.Complete(
            new()
            {
                Headline = headline,
                Slug = ParseSlug(GetValue(item, "wp:post_name")),
                Abstract = about is { Length: <= Article.MaxAbstractLength } ? about : null,
                Body = body,
                Bylines = BylineParser.ParseAll(ReadAuthors(item)),
                Section = main is null ? null : ToLabel(main),
                Tags = item["category"]
                    .Where(category => FeedElementLookup.Attribute(category, "domain") == "post_tag")
                    .Select(ToLabel)
                    .OfType<Label>()
                    .DistinctBy(label => label.Slug)
                    .ToValueList(),
                PublishedAt = published,
                Rights = StatedFields.CreateRights(null, _site.Rights, null),
                ExternalId = id is { Length: <= Article.MaxExternalIdLength } ? id : null,
                Source = new(
                    _site.Title is { Length: <= Source.MaxPublisherLength } ? _site.Title : null,
                    UrlNormalizer.ToAbsolute(GetValue(item, "link"), _site.BaseAddress)
                ),
            },
            new(_site.Language)
        );

        pictures.ReportLeftOut(context, line);
        context.AddArticle(
            new(pictures.Illustrate(draft), line, null, null)
            {
                Item = source,
                Status = WxrStatus.Read(item, published, line, context),
                Extras = ReadExtras(item, main).Where(fact => fact.Value.Length > 0).Take(MaxExtras).ToValueList(),
            }
        );
    }

    // Drafts have a date of noughts.
    private static DateTimeOffset? ReadPublishedAt(FeedElementLookup item) =>
        new[] { GetValue(item, "wp:post_date_gmt"), GetValue(item, "pubDate") }
            .Select(text => InstantParser.Parse(text, InstantFormats.Web))
            .FirstOrDefault(date => date is { } instant && ArticleLimits.IsInRange(instant));

    // A plugin for several authors names them as categories of a domain of their own.
    private IEnumerable<string?> ReadAuthors(FeedElementLookup item)
    {
        var several = item["category"]
            .Where(category => FeedElementLookup.Attribute(category, "domain") == "author")
            .Select(category => PlainTextCleaner.FromTextOrHtml(category.Value))
            .ToList();
        return (
            several.Count > 0
                ? several
                : item["dc:creator"].Select(creator => PlainTextCleaner.ToSingleLine(creator.Value))
        ).Select(login => login is not null && _names.TryGetValue(login, out var name) ? name : login);
    }

    private static IEnumerable<SourceProperty> ReadExtras(FeedElementLookup item, XElement? main)
    {
        var categories = item["category"]
            .Where(category =>
                category != main
                && FeedElementLookup.Attribute(category, "domain") is not ("post_tag" or "author")
                && FeedElementLookup.Attribute(category, "nicename") is not "uncategorized"
            )
            .Select(category => new SourceProperty(
                $"category[@domain='{DomainOf(category)}']",
                PlainTextCleaner.FromTextOrHtml(category.Value) ?? ""
            ));

        // Keys that begin with a low line are the software's own.
        var metas = item["wp:postmeta"]
            .Select(meta => new FeedElementLookup(meta))
            .Where(meta => GetValue(meta, "wp:meta_key") is { } key && key[0] != '_')
            .Select(meta => new SourceProperty(
                "wp:postmeta/" + PlainTextCleaner.ToSingleLine(GetValue(meta, "wp:meta_key")),
                PlainTextCleaner.ToSingleLine(GetValue(meta, "wp:meta_value")) ?? ""
            ));

        return categories.Concat(metas);
    }

    private static string DomainOf(XElement category) =>
        PlainTextCleaner.ToSingleLine(FeedElementLookup.Attribute(category, "domain")) ?? "category";

    private static string? GetMeta(FeedElementLookup item, string key) =>
        item["wp:postmeta"]
            .Select(meta => new FeedElementLookup(meta))
            .Where(meta => GetValue(meta, "wp:meta_key") == key)
            .Select(meta => GetValue(meta, "wp:meta_value"))
            .FirstOrDefault();

    private static Label? ToLabel(XElement category)
    {
        if (PlainTextCleaner.FromTextOrHtml(category.Value) is not { } name)
            return null;
        return ParseSlug(FeedElementLookup.Attribute(category, "nicename")) is { } slug
            ? new(slug.ToString(), name)
            : Label.FromName(name);
    }

    // Names in other scripts are escaped as in addresses.
    private static Slug? ParseSlug(string? name) =>
        name is { Length: <= 2_000 } && Slug.TryParse(PlainText.Clean(Uri.UnescapeDataString(name)), out var slug)
            ? slug
            : null;

    private static string? GetValue(FeedElementLookup item, string name) =>
        item.First(name)?.Value.Trim() is { Length: > 0 } value ? value : null;
}
