using System.Text;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>A text construct of a feed: what it says as plain text, and as HTML where it is that.</summary>
/// <param name="Text">Line breaks and all.</param>
/// <param name="Html">Null where it is plain text.</param>
internal sealed record FeedText(string Text, string? Html)
{
    // Longer than any article may be.
    private const int MaxBase64 = 4 * 1024 * 1024;

    public string? Line => Html is null ? WebText.Line(Text) : WebText.OfHtml(Html);

    public bool IsBlank => string.IsNullOrWhiteSpace(Html ?? Text);

    /// <summary>What an element says: as Atom's type or mode has it, and without these as what it looks like.</summary>
    public static FeedText Of(XElement element)
    {
        if (
            element.Elements().Any(child => child.Name.NamespaceName == FeedElements.Xhtml)
            || Is(element, "xhtml")
            || element.Name.NamespaceName == FeedElements.Xhtml
        )
            return Marked(element);
        var name = FeedElements.NameOf(element);
        if (name == "content:encoded" && element.Value.AsSpan().IndexOfAny('<', '&') >= 0)
            return Escaped(element.Value);
        if (!name.StartsWith("atom:", StringComparison.Ordinal))
            return element.HasElements ? Marked(element) : Guess(element.Value);

        var type = FeedElements.Attribute(element, "type")?.ToLowerInvariant().Split(';')[0].Trim() ?? "text";
        if (FeedElements.Attribute(element, "mode") == "base64")
            return Decoded(element.Value, type);

        return type switch
        {
            "html" or "text/html" or "application/xhtml+xml" => element.HasElements
                ? Marked(element)
                : Escaped(element.Value),
            "text" or "text/plain" => element.HasElements ? Marked(element)
            : element.Attribute("mode")?.Value == "escaped" ? Guess(element.Value)
            : new(element.Value, null),
            _ when type.EndsWith("+xml", StringComparison.Ordinal) || type.EndsWith("/xml", StringComparison.Ordinal) =>
                element.HasElements ? Marked(element) : Guess(element.Value),
            _ when type.StartsWith("text/", StringComparison.Ordinal) => new(element.Value, null),
            _ when type.Contains('/', StringComparison.Ordinal) => Decoded(element.Value, type),
            _ => Guess(element.Value),
        };
    }

    public ValueList<Block> Blocks(Pictures pictures, Uri? address) =>
        Html is null ? BodyReader.FromText(Text) : WebBody.Read(Html, pictures, address);

    private static bool Is(XElement element, string type) =>
        string.Equals(FeedElements.Attribute(element, "type"), type, StringComparison.OrdinalIgnoreCase);

    private static FeedText Marked(XElement element) => Escaped(XmlHtml.OfXhtml(element.Nodes()));

    private static FeedText Escaped(string html) => new(html, html);

    private static FeedText Guess(string text) => WebText.LooksLikeHtml(text) ? Escaped(text) : new(text, null);

    // Anything but text is no article's, whatever it is.
    private static FeedText Decoded(string base64, string type)
    {
        if (base64.Length > MaxBase64)
            return new("", null);
        try
        {
            var text = new UTF8Encoding(false, true).GetString(Convert.FromBase64String(base64.Trim()));
            return type is "text/html" or "html" or "application/xhtml+xml" ? Escaped(text)
                : text.Contains('\0', StringComparison.Ordinal) ? new("", null)
                : Guess(text);
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            return new("", null);
        }
    }
}
