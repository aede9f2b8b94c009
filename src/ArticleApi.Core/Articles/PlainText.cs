using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>Text as it is kept: composed (Unicode NFC), and without the characters that no text may hold.</summary>
public static class PlainText
{
    /// <summary>Control characters other than tabs and line breaks, and the two that Unicode and XML keep out of texts.</summary>
    public static bool IsForbidden(char c) => (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is '\uFFFE' or '\uFFFF';

    /// <summary>The text without what is forbidden and halves of surrogate pairs, composed.</summary>
    public static string Clean(string text)
    {
        var clean = text.Any(c => char.IsSurrogate(c) || IsForbidden(c)) ? Whole(text) : text;
        return clean.IsNormalized() ? clean : clean.Normalize(NormalizationForm.FormC);
    }

    /// <summary>What stands on one line: runs of white space are one space. Null where nothing is left.</summary>
    public static string? Line(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var line = string.Join(' ', Clean(text).Split((char[]?)[' ', '\t', '\r', '\n', '\f', '\v'], StringSplitOptions.RemoveEmptyEntries)).Trim();
        return line.Length == 0 ? null : line;
    }

    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                whole.Append(text[i++]).Append(text[i]);
            else if (!char.IsSurrogate(text[i]) && !IsForbidden(text[i]))
                whole.Append(text[i]);
        }

        return whole.ToString();
    }
}
