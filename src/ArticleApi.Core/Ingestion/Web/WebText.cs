using System.Text;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Text as documents from the web hold it, made fit to keep.</summary>
internal static partial class WebText
{
    /// <summary>Composed (NFC), and without the characters that no text may hold: controls, and halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        var clean = text;
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Any(IsForbidden))
        {
            var kept = new StringBuilder(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
                if (isPair)
                    kept.Append(text[i++]);
                if (isPair || (!char.IsSurrogate(text[i]) && !IsForbidden(text[i])))
                    kept.Append(text[i]);
            }

            clean = kept.ToString();
        }

        return clean.IsNormalized() ? clean : clean.Normalize(NormalizationForm.FormC);
    }

    /// <summary>Plain text on one line; null where nothing is left of it.</summary>
    public static string? Line(string? text) =>
        text is not null && Space().Replace(Clean(text), " ").Trim(' ', '\u200B', '\u2060', '\uFEFF') is { Length: > 0 } line ? line : null;

    /// <summary>The text of HTML, on one line.</summary>
    public static string? OfHtml(string? html) => html is null ? null : Line(InlineHtml.TextOf(html));

    /// <summary>The text of what is plain or HTML, nobody says which.</summary>
    public static string? OfEither(string? text) => text is not null && LooksLikeHtml(text) ? OfHtml(text) : Line(text);

    /// <summary>Whether it holds a tag that closes, has attributes or needs no closing, or a character reference; a lone <c>&lt;</c> is none.</summary>
    public static bool LooksLikeHtml(string text) => text.AsSpan().IndexOfAny('<', '&') >= 0 && (Reference().IsMatch(text) || Tags().EnumerateMatches(text).MoveNext());

    /// <summary>A block without such characters.</summary>
    public static Block Clean(Block block) => block switch
    {
        Paragraph paragraph => paragraph with { Text = Clean(paragraph.Text), Html = Clean(paragraph.Html) },
        Heading heading => heading with { Text = Clean(heading.Text), Html = Clean(heading.Html) },
        Quote quote => quote with { Text = Clean(quote.Text), Html = Clean(quote.Html), Cite = quote.Cite is { } cite ? Clean(cite) : null },
        ListBlock list => list with { Items = list.Items.Select(item => new ListItem(Clean(item.Text), Clean(item.Html))).ToValueList() },
        _ => block,
    };

    private static bool IsForbidden(char c) => (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is '\uFFFE' or '\uFFFF';

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")]
    private static partial Regex Reference();

    [GeneratedRegex("</[a-z][a-z0-9-]{0,20}\\s*>|<[a-z][a-z0-9]{0,20}\\s+[a-z][a-z-]{0,20}\\s*=|<(br|hr|img|p)\\b[^<>]{0,1000}>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Tags();
}
