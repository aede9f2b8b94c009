using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Text as documents from the web hold it, made fit to keep.</summary>
internal static partial class PlainTextCleaner
{
    /// <summary>Plain text on one line; null where nothing is left of it.</summary>
    public static string? ToSingleLine(string? text) =>
        text is not null
        && Space().Replace(PlainText.Clean(text), " ").Trim(' ', '\u200B', '\u2060', '\uFEFF') is { Length: > 0 } line
            ? line
            : null;

    /// <summary>The text of HTML, on one line.</summary>
    public static string? FromHtml(string? html) => html is null ? null : ToSingleLine(InlineHtml.ToPlainText(html));

    /// <summary>The text of what is plain or HTML, nobody says which.</summary>
    public static string? FromTextOrHtml(string? text) =>
        text is not null && LooksLikeHtml(text) ? FromHtml(text) : ToSingleLine(text);

    /// <summary>
    /// Whether it holds a tag that closes, has attributes or needs no closing, or a character reference; a lone
    /// <c>&lt;</c> is none.
    /// </summary>
    public static bool LooksLikeHtml(string text) =>
        text.AsSpan().IndexOfAny('<', '&') >= 0
        && (Reference().IsMatch(text) || Tags().EnumerateMatches(text).MoveNext());

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")]
    private static partial Regex Reference();

    [GeneratedRegex(
        "</[a-z][a-z0-9-]{0,20}\\s*>|<[a-z][a-z0-9]{0,20}\\s+[a-z][a-z-]{0,20}\\s*=|<(br|hr|img|p)\\b[^<>]{0,1000}>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Tags();
}
