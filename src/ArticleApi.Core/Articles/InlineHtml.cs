namespace ArticleApi.Core.Articles;

/// <summary>The inline HTML of a block, and plain text as such.</summary>
public static class InlineHtml
{
    /// <summary>Plain text as inline HTML, for text nodes.</summary>
    public static string Escape(string text) =>
        text.AsSpan().IndexOfAny('&', '<', '>') < 0
            ? text
            : text.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Plain text as the value of an attribute in double quotes.</summary>
    public static string EscapeAttribute(string value) =>
        Escape(value).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>
    /// What may stay of the HTML: links to http, https and mailto, emphasis and the like; of anything else, the text.
    /// </summary>
    public static string Sanitize(string html) => Parse(html).Html;

    /// <summary>The plain text of inline HTML; a <c>br</c> is a line break.</summary>
    public static string ToPlainText(string html) => Parse(html).Text;

    /// <summary>A block's text and HTML, where either or both are given.</summary>
    /// <returns><c>Agree</c> is false where both are given and, white space apart, say different things.</returns>
    public static (string Text, string Html, bool Agree) Reconcile(string? text, string? html)
    {
        if (html is null)
            return (text ?? "", Escape(text ?? "").Replace("\n", "<br>", StringComparison.Ordinal), true);
        // What the service itself wrote comes back as it was, to the last space. Where they are the same, one is kept.
        if (text is not null && Escape(text) is var escaped && html == escaped)
            return (text, escaped, true);

        var read = Parse(html);
        return (read.Text, read.Html, text is null || HasSameWords(text, read.Text));
    }

    private static InlineText Parse(string html)
    {
        if (BodyReader.ExceedsLimits(html))
            return new(html, "");
        return SafeHtmlParser.Parse(html) is { } body ? InlineWriter.Write(body.ChildNodes) : new("", "");
    }

    internal static bool HasSameWords(string one, string other) =>
        one == other
        || one.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SequenceEqual(other.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
