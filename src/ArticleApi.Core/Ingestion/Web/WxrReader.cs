using System.Globalization;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// A WordPress export (WXR). Posts are articles and attachments their pictures; pages, menus and the like are left out.
/// A post's main category, or else its first, is the section; its tags are tags.
/// </summary>
public static class WxrReader
{
    public const string Format = "wordpress";

    public static bool Recognises(ReadOnlySpan<byte> start) =>
        XmlPrologue.Parse(start) is { Name: "rss" } && start.IndexOf("wordpress.org/export/"u8) >= 0;

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var context = new DocumentParseContext(document);
        if (context.LoadXmlRoot(bytes, "item") is not { } root)
            return context.ToResult();
        if (new FeedElementLookup(root).First("channel") is not { } channel)
        {
            context.AddError(
                UntrustedXml.LineOf(root),
                $"The root element '{root.Name.LocalName}' holds no channel, so it is no WordPress export."
            );
            return context.ToResult();
        }

        var site = new FeedElementLookup(channel);
        var items = site["item"].Select(item => new FeedElementLookup(item)).ToList();
        var export = new WxrExport(FeedMetadata.Read(channel, Format), site, items);
        foreach (var item in items.Where(item => WxrExport.TypeOf(item) == "post"))
            export.AddPost(item, context);

        var others = items
            .Select(WxrExport.TypeOf)
            .Where(type => type is not ("post" or "attachment" or "revision"))
            .CountBy(type => type)
            .OrderBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => string.Create(CultureInfo.InvariantCulture, $"{type.Value:N0} {type.Key}"))
            .ToList();
        if (others.Count > 0)
            context.AddWarning(null, $"Items that are no posts are left out: {string.Join(", ", others.Take(50))}.");
        return context.ToResult();
    }
}
