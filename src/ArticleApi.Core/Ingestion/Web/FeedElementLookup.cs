using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// The children of an element by names of our own, such as <c>title</c>, <c>atom:title</c> or <c>dc:creator</c>: real
/// feeds spell namespaces in several ways, and prefixes as they like.
/// </summary>
internal sealed class FeedElementLookup
{
    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string Atom03 = "http://purl.org/atom/ns#";
    public const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public const string Xhtml = "http://www.w3.org/1999/xhtml";

    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = "",
        ["http://purl.org/rss/1.0"] = "",
        ["http://purl.org/net/rss1.1#"] = "",
        ["http://my.netscape.com/rdf/simple/0.9"] = "",
        ["http://channel.netscape.com/rdf/simple/0.9"] = "",
        ["http://backend.userland.com/rss"] = "",
        ["http://backend.userland.com/rss2"] = "",
        ["http://backend.userland.com/rss091"] = "",
        ["http://blogs.law.harvard.edu/tech/rss"] = "",
        ["http://cyber.law.harvard.edu/rss"] = "",
        [Atom] = "atom:",
        [Atom03] = "atom:",
        ["http://purl.org/atom/ns#draft-ietf-atompub-format-08"] = "atom:",
        ["http://www.w3.org/2007/app"] = "app:",
        ["http://purl.org/atom/app#"] = "app:",
        ["http://schemas.google.com/blogger/2018"] = "blogger:",
        ["http://purl.org/dc/elements/1.0"] = "dc:",
        ["http://purl.org/dc/elements/1.1"] = "dc:",
        ["http://purl.org/dc/terms"] = "dcterms:",
        ["http://purl.org/rss/1.0/modules/content"] = "content:",
        ["http://purl.org/rss/1.0/modules/slash"] = "slash:",
        ["http://search.yahoo.com/mrss"] = "media:",
        ["http://video.search.yahoo.com/mrss"] = "media:",
        ["http://www.rssboard.org/media-rss"] = "media:",
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes:",
        ["http://rssnamespace.org/feedburner/ext/1.0"] = "feedburner:",
        ["http://backend.userland.com/creativecommonsrssmodule"] = "creativecommons:",
        ["http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html"] = "creativecommons:",
        [Rdf.TrimEnd('/')] = "rdf:",
        [Xhtml] = "xhtml:",
        ["http://prismstandard.org/namespaces/basic/1.0"] = "prism:",
        ["http://prismstandard.org/namespaces/basic/1.2"] = "prism:",
        ["http://prismstandard.org/namespaces/1.2/basic"] = "prism:",
        ["http://prismstandard.org/namespaces/basic/2.0"] = "prism:",
        ["http://prismstandard.org/namespaces/basic/2.1"] = "prism:",
        ["http://prismstandard.org/namespaces/basic/3.0"] = "prism:",
        ["http://wordpress.org/export/1.0"] = "wp:",
        ["http://wordpress.org/export/1.1"] = "wp:",
        ["http://wordpress.org/export/1.2"] = "wp:",
        ["http://wordpress.org/export/1.0/excerpt"] = "excerpt:",
        ["http://wordpress.org/export/1.1/excerpt"] = "excerpt:",
        ["http://wordpress.org/export/1.2/excerpt"] = "excerpt:",
    };

    private readonly ILookup<string, XElement> _children;

    public FeedElementLookup(XElement element)
    {
        Element = element;
        _children = element.Elements().ToLookup(NameOf, StringComparer.OrdinalIgnoreCase);
    }

    public XElement Element { get; }

    public IEnumerable<IGrouping<string, XElement>> All => _children;

    public IEnumerable<XElement> this[params string[] names] => names.SelectMany(name => _children[name]);

    public XElement? First(params string[] names) => this[names].FirstOrDefault();

    /// <summary>The first of these that has text, as plain text or as HTML, nobody says which.</summary>
    public string? FirstText(params string[] names) =>
        this[names]
            .Select(element => PlainTextCleaner.FromTextOrHtml(element.Value))
            .FirstOrDefault(text => text is not null);

    public static string NameOf(XElement element)
    {
        var space = element.Name.NamespaceName.Trim();
        if (Prefixes.TryGetValue(space.TrimEnd('/'), out var known))
            return known + element.Name.LocalName;

        return element.GetPrefixOfNamespace(element.Name.Namespace) is { } own
            ? $"{own}:{element.Name.LocalName}"
            : element.Name.LocalName;
    }

    /// <summary>The value of an attribute in no namespace; null where it is empty.</summary>
    public static string? Attribute(XElement element, string name) =>
        element.Attribute(name)?.Value.Trim() is { Length: > 0 } value ? value : null;

    public static string? LanguageOf(XElement element) =>
        LanguageTag.Parse(
            element
                .AncestorsAndSelf()
                .Select(ancestor => ancestor.Attribute(XNamespace.Xml + "lang")?.Value)
                .FirstOrDefault(lang => lang is not null)
        );

    /// <summary>What addresses in an element are relative to.</summary>
    public static Uri? ResolveBase(XElement element, Uri? document)
    {
        foreach (var ancestor in element.AncestorsAndSelf().Reverse())
        {
            if (
                ancestor.Attribute(XNamespace.Xml + "base")?.Value is { } stated
                && UrlNormalizer.ToAbsoluteUri(stated, document) is { } resolved
            )
                document = resolved;
        }

        return document;
    }
}
