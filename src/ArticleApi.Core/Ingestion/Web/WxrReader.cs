using System.Globalization;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// A WordPress export (WXR). Posts are articles and attachments their pictures; pages, menus and the like are left out.
/// A post's main category, or else its first, is the section; its tags are tags.
/// </summary>
public static class WxrReader
{
    public const string Format = "wordpress";

    public static bool Recognises(ReadOnlySpan<byte> start) =>
        XmlStart.Of(start) is { Name: "rss" } && start.IndexOf("wordpress.org/export/"u8) >= 0;

    public static DocumentReading Read(string document, byte[] bytes)
    {
        var taking = new Taking(document);
        if (taking.Root(bytes, "item") is not { } root)
            return taking.Reading();
        if (new FeedElements(root).First("channel") is not { } channel)
        {
            taking.Refuse(
                HostileXml.LineOf(root),
                $"The root element '{root.Name.LocalName}' holds no channel, so it is no WordPress export."
            );
            return taking.Reading();
        }

        var site = new FeedElements(channel);
        var items = site["item"].Select(item => new FeedElements(item)).ToList();
        var export = new WxrExport(FeedChannel.Of(channel, Format), site, items);
        foreach (var item in items.Where(item => WxrExport.TypeOf(item) == "post"))
            export.Take(item, taking);

        var others = items
            .Select(WxrExport.TypeOf)
            .Where(type => type is not ("post" or "attachment" or "revision"))
            .CountBy(type => type)
            .OrderBy(type => type.Key, StringComparer.Ordinal)
            .ToList();
        if (others.Count > 0)
            taking.Warn(
                null,
                $"Items that are no posts are left out: {string.Join(", ", others.Take(50).Select(type => string.Create(CultureInfo.InvariantCulture, $"{type.Value:N0} {type.Key}")))}."
            );
        return taking.Reading();
    }
}

/// <summary>One export: what its posts refer to, and each of them.</summary>
internal sealed class WxrExport
{
    private const int MaxExtras = 200;

    private readonly FeedChannel _site;
    private readonly string _provider;
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _terms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Picture> _attached = new(StringComparer.Ordinal);
    private readonly HashSet<string> _originals;

    public WxrExport(FeedChannel channel, FeedElements site, IEnumerable<FeedElements> items)
    {
        _site = channel;
        _provider = WebAddress.Base(Value(site, "wp:base_blog_url") ?? Value(site, "wp:base_site_url"))?.Authority
            is { Length: <= SourceRecord.MaxProviderLength } address
            ? address
            : channel.Provider;
        foreach (var author in site["wp:author"].Select(author => new FeedElements(author)))
        {
            if (Value(author, "wp:author_login") is { } login && Value(author, "wp:author_display_name") is { } name)
                _names.TryAdd(login, name);
        }

        foreach (var category in site["wp:category"].Select(category => new FeedElements(category)))
        {
            if (Value(category, "wp:term_id") is { } id && Value(category, "wp:category_nicename") is { } nicename)
                _terms.TryAdd(id, nicename);
        }

        foreach (var item in items.Where(item => TypeOf(item) == "attachment"))
        {
            if (
                Value(item, "wp:post_id") is { } id
                && WebAddress.Absolute(Value(item, "wp:attachment_url")) is { } href
            )
                _attached.TryAdd(
                    id,
                    new()
                    {
                        Href = href,
                        Caption = WebText.OfEither(Value(item, "excerpt:encoded")),
                        AltText = WebText.Line(Meta(item, "_wp_attachment_image_alt")),
                    }
                );
        }

        _originals = [.. _attached.Values.Select(picture => picture.Href).OfType<string>()];
    }

    /// <summary>Of the post; exports of old had no other.</summary>
    public static string TypeOf(FeedElements item) => Value(item, "wp:post_type") ?? "post";

    public void Take(FeedElements item, Taking taking)
    {
        var line = HostileXml.LineOf(item.Element);
        var id = Value(item, "guid");
        var updated = WebDate.Read(Value(item, "wp:post_modified_gmt"));
        var published = Published(item);
        var source = Taking.Item(_provider, id ?? Value(item, "wp:post_id"), updated ?? published);
        if (WxrStatus.IsInTrash(item))
        {
            if (source is not null)
                taking.Withdraw(new(source, null, line));
            return;
        }

        var pictures = new Pictures();
        if (Meta(item, "_thumbnail_id") is { } thumbnail && _attached.TryGetValue(thumbnail, out var featured))
            pictures.Add(featured);

        var content = new WxrContent(_attached, _originals);
        var body = WebBody.Read(content.Html(Value(item, "content:encoded") ?? ""), pictures, _site.Address);
        if (content.Removed.Any())
            taking.Warn(
                line,
                $"Shortcodes that are not understood were taken out: {string.Join(", ", content.Removed.Take(50))}."
            );
        if (WebText.OfEither(Value(item, "title")) is not { } headline)
        {
            taking.Refuse(line, "The post has no title.");
            return;
        }

        var categories = item["category"]
            .Where(category =>
                FeedElements.Attribute(category, "domain") is null or "category"
                && FeedElements.Attribute(category, "nicename") is not "uncategorized"
            )
            .ToList();
        var primary = Meta(item, "_yoast_wpseo_primary_category") is { } term ? _terms.GetValueOrDefault(term) : null;
        var main =
            categories.Find(category => primary is not null && FeedElements.Attribute(category, "nicename") == primary)
            ?? (categories is [var first, ..] ? first : null);
        var about = WebText.OfEither(Value(item, "excerpt:encoded"));
        var draft = WebDraft.Complete(
            new()
            {
                Headline = headline,
                Slug = SlugOf(Value(item, "wp:post_name")),
                Abstract = about is { Length: <= Article.MaxAbstractLength } ? about : null,
                Body = body,
                Bylines = Bylines.Of(Authors(item)),
                Section = main is null ? null : LabelOf(main),
                Tags = item["category"]
                    .Where(category => FeedElements.Attribute(category, "domain") == "post_tag")
                    .Select(LabelOf)
                    .OfType<Label>()
                    .DistinctBy(label => label.Slug)
                    .ToValueList(),
                PublishedAt = published,
                Rights = WebDraft.RightsOf(null, _site.Rights, null),
                ExternalId = id is { Length: <= Article.MaxExternalIdLength } ? id : null,
                Source = new(
                    _site.Title is { Length: <= Source.MaxPublisherLength } ? _site.Title : null,
                    WebAddress.Absolute(Value(item, "link"), _site.Address)
                ),
            },
            _site.Language,
            pictures
        );

        pictures.Complain(taking, line);
        taking.Take(
            new(draft, line, null, null)
            {
                Item = source,
                Status = WxrStatus.Of(item, published, line, taking),
                Extras = Extras(item, main).Where(fact => fact.Value.Length > 0).Take(MaxExtras).ToValueList(),
            }
        );
    }

    // Drafts have a date of noughts.
    private static DateTimeOffset? Published(FeedElements item) =>
        new[] { Value(item, "wp:post_date_gmt"), Value(item, "pubDate") }
            .Select(WebDate.Read)
            .FirstOrDefault(date => date is { Year: >= Article.MinYear and <= Article.MaxYear });

    // A plugin for several authors names them as categories of a domain of their own.
    private IEnumerable<string?> Authors(FeedElements item)
    {
        var several = item["category"]
            .Where(category => FeedElements.Attribute(category, "domain") == "author")
            .Select(category => WebText.OfEither(category.Value))
            .ToList();
        return (several.Count > 0 ? several : item["dc:creator"].Select(creator => WebText.Line(creator.Value))).Select(
            login => login is not null && _names.TryGetValue(login, out var name) ? name : login
        );
    }

    private static IEnumerable<SourceFact> Extras(FeedElements item, XElement? main)
    {
        var categories = item["category"]
            .Where(category =>
                category != main
                && FeedElements.Attribute(category, "domain") is not ("post_tag" or "author")
                && FeedElements.Attribute(category, "nicename") is not "uncategorized"
            )
            .Select(category => new SourceFact(
                $"category[@domain='{WebText.Line(FeedElements.Attribute(category, "domain")) ?? "category"}']",
                WebText.OfEither(category.Value) ?? ""
            ));

        // Keys that begin with a low line are the software's own.
        var metas = item["wp:postmeta"]
            .Select(meta => new FeedElements(meta))
            .Where(meta => Value(meta, "wp:meta_key") is { } key && key[0] != '_')
            .Select(meta => new SourceFact(
                "wp:postmeta/" + WebText.Line(Value(meta, "wp:meta_key")),
                WebText.Line(Value(meta, "wp:meta_value")) ?? ""
            ));

        return categories.Concat(metas);
    }

    private static string? Meta(FeedElements item, string key) =>
        item["wp:postmeta"]
            .Select(meta => new FeedElements(meta))
            .Where(meta => Value(meta, "wp:meta_key") == key)
            .Select(meta => Value(meta, "wp:meta_value"))
            .FirstOrDefault();

    private static Label? LabelOf(XElement category) =>
        WebText.OfEither(category.Value) is not { } name ? null
        : SlugOf(FeedElements.Attribute(category, "nicename")) is { } slug ? new(slug.ToString(), name)
        : Label.Of(name);

    // Names in other scripts are escaped as in addresses.
    private static Slug? SlugOf(string? name) =>
        name is { Length: <= 2_000 } && Slug.TryParse(PlainText.Clean(Uri.UnescapeDataString(name)), out var slug)
            ? slug
            : null;

    private static string? Value(FeedElements item, string name) =>
        item.First(name)?.Value.Trim() is { Length: > 0 } value ? value : null;
}

/// <summary>
/// What WordPress says on who may see a post, in an export or wherever a feed carries it. Of several words the most
/// closed counts.
/// </summary>
internal static class WxrStatus
{
    public static bool IsInTrash(FeedElements item) => Stated(item).Contains("trash");

    // What needs a password is not for everybody, and what nobody knows is for the editors to look at.
    public static ArticleStatus Of(FeedElements item, DateTimeOffset? published, int? line, Taking taking)
    {
        var statuses = Stated(item);
        var unknown = statuses.Find(status =>
            status is not ("publish" or "future" or "draft" or "pending" or "auto-draft")
        );
        // A password may be a space.
        var why =
            item["wp:post_password"].Any(password => password.Value.Length > 0) ? "behind a password"
            : statuses.TrueForAll(status => status.Length == 0) ? "of no status"
            : unknown is not null ? $"'{WebText.Line(unknown)}'"
            : statuses.Contains("future") && published is null ? "to be published on no date"
            : null;
        if (why is not null)
            taking.Warn(line, $"The post is {why}; it is taken as a draft.");

        return why is not null || !statuses.TrueForAll(status => status is "publish" or "future") ? ArticleStatus.Draft
            : statuses.Contains("future") ? ArticleStatus.Scheduled
            : ArticleStatus.Published;
    }

    private static List<string> Stated(FeedElements item) =>
        [.. item["wp:status"].Select(status => status.Value.Trim())];
}
