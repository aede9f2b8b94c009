namespace ArticleApi.Core.Articles;

/// <summary>Plain text as inline HTML, for text nodes.</summary>
public static class InlineHtml
{
    public static string Escape(string text) =>
        text.AsSpan().IndexOfAny('&', '<', '>') < 0
            ? text
            : text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
