using System.Globalization;
using System.Text;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Search;

/// <summary>
/// Text as filters compare it: without case, accents and doubled spaces. Both databases store and are asked for this
/// form, since their own rules disagree.
/// </summary>
public static class TextFolding
{
    /// <summary>
    /// The longest folded value kept, in UTF-16 units; longer ones are cut, on both sides of the comparison.
    /// </summary>
    public const int MaxLength = 200;

    public static string Fold(string text)
    {
        if (text.Length <= MaxLength && PlainText.IsPrintableAscii(text))
            return FoldAscii(text);

        var folded = new StringBuilder(text.Length);
        foreach (var c in Decompose(text))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (!char.IsWhiteSpace(c))
                folded.Append(ToPlainLetter(char.ToLowerInvariant(c)));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        while (folded.Length > 0 && folded[^1] == ' ')
            folded.Length--;

        return folded.Length > MaxLength ? folded.ToString(0, MaxLength) : folded.ToString();
    }

    // Most values. One that is folded already is given back as it is.
    private static string FoldAscii(string text)
    {
        Span<char> folded = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in text)
        {
            if (c == ' ' && (length == 0 || folded[length - 1] == ' '))
                continue;

            folded[length++] = c == '`' ? '\'' : char.ToLowerInvariant(c);
        }

        if (length > 0 && folded[length - 1] == ' ')
            length--;
        return folded[..length].SequenceEqual(text) ? text : new(folded[..length]);
    }

    // What no text may hold could not be normalised; it is dropped.
    private static string Decompose(string text) =>
        (PlainText.FindForbidden(text) is null ? text : PlainText.Clean(text)).Normalize(NormalizationForm.FormD);

    // Letters that Unicode does not decompose, the sigma that ends a word, and apostrophes that keyboards spell
    // differently.
    private static string ToPlainLetter(char c) =>
        c switch
        {
            'ø' => "o",
            'đ' or 'ð' => "d",
            'ł' => "l",
            'ı' => "i",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            'ς' => "σ",
            '’' or '‘' or 'ʼ' or '`' => "'",
            _ => c.ToString(),
        };
}
