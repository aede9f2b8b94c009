using System.Text;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>A text construct of a feed: what it says as plain text, and as HTML where it is that.</summary>
/// <param name="Text">Line breaks and all.</param>
/// <param name="Html">Null where it is plain text.</param>
internal sealed record FeedTextConstruct(string Text, string? Html)
{
    // Longer than any article may be.
    private const int MaxBase64Length = 4 * 1024 * 1024;

    public string? SingleLine => Html is null ? PlainTextCleaner.ToSingleLine(Text) : PlainTextCleaner.FromHtml(Html);

    public bool IsBlank => string.IsNullOrWhiteSpace(Html ?? Text);

    /// <summary>What an element says: as Atom's type or mode has it, and without these as what it looks like.</summary>
    public static FeedTextConstruct Read(XElement element)
    {
        if (
            element.Elements().Any(child => child.Name.NamespaceName == FeedElementLookup.Xhtml)
            || HasType(element, "xhtml")
            || element.Name.NamespaceName == FeedElementLookup.Xhtml
        )
            return FromXhtml(element);
        var name = FeedElementLookup.NameOf(element);
        if (name == "content:encoded" && element.Value.AsSpan().IndexOfAny('<', '&') >= 0)
            return FromHtml(element.Value);
        if (!name.StartsWith("atom:", StringComparison.Ordinal))
            return element.HasElements ? FromXhtml(element) : FromTextOrHtml(element.Value);

        var type = FeedElementLookup.Attribute(element, "type")?.ToLowerInvariant().Split(';')[0].Trim() ?? "text";
        if (FeedElementLookup.Attribute(element, "mode") == "base64")
            return FromBase64(element.Value, type);

        return type switch
        {
            "html" or "text/html" or "application/xhtml+xml" => element.HasElements
                ? FromXhtml(element)
                : FromHtml(element.Value),
            "text" or "text/plain" when element.HasElements => FromXhtml(element),
            "text" or "text/plain" => element.Attribute("mode")?.Value == "escaped"
                ? FromTextOrHtml(element.Value)
                : new(element.Value, null),
            _ when type.EndsWith("+xml", StringComparison.Ordinal) || type.EndsWith("/xml", StringComparison.Ordinal) =>
                element.HasElements ? FromXhtml(element) : FromTextOrHtml(element.Value),
            _ when type.StartsWith("text/", StringComparison.Ordinal) => new(element.Value, null),
            _ when type.Contains('/', StringComparison.Ordinal) => FromBase64(element.Value, type),
            _ => FromTextOrHtml(element.Value),
        };
    }

    public ValueList<Block> ToBlocks(PictureList pictures, Uri? address) =>
        Html is null ? BodyReader.FromText(Text) : HtmlBodyReader.Read(Html, pictures, address);

    private static bool HasType(XElement element, string type) =>
        string.Equals(FeedElementLookup.Attribute(element, "type"), type, StringComparison.OrdinalIgnoreCase);

    private static FeedTextConstruct FromXhtml(XElement element) => FromHtml(XmlToHtml.ConvertXhtml(element.Nodes()));

    private static FeedTextConstruct FromHtml(string html) => new(html, html);

    private static FeedTextConstruct FromTextOrHtml(string text) =>
        PlainTextCleaner.LooksLikeHtml(text) ? FromHtml(text) : new(text, null);

    // Anything but text is no article's, whatever it is.
    private static FeedTextConstruct FromBase64(string base64, string type)
    {
        if (base64.Length > MaxBase64Length)
            return new("", null);
        try
        {
            var text = new UTF8Encoding(false, true).GetString(Convert.FromBase64String(base64.Trim()));
            if (type is "text/html" or "html" or "application/xhtml+xml")
                return FromHtml(text);
            return text.Contains('\0', StringComparison.Ordinal) ? new("", null) : FromTextOrHtml(text);
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            return new("", null);
        }
    }
}
