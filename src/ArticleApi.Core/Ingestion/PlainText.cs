using System.Text;

namespace ArticleApi.Core.Ingestion;

/// <summary>Text from documents whose format lets characters through that no text may hold.</summary>
internal static class PlainText
{
    /// <summary>The text as it is, without control characters and halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(IsDoubtful))
            return text;

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                clean.Append(text[i++]).Append(text[i]);
            else if (!IsDoubtful(text[i]))
                clean.Append(text[i]);
        }

        return clean.ToString();
    }

    /// <summary>What stands on one line: runs of white space are one space. Null where nothing is left.</summary>
    public static string? Line(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var line = string.Join(' ', Clean(text).Split((char[]?)[' ', '\t', '\r', '\n', '\f', '\v'], StringSplitOptions.RemoveEmptyEntries)).Trim();
        return line.Length == 0 ? null : line;
    }

    public static bool IsControl(char c) => c is < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF';

    private static bool IsDoubtful(char c) => IsControl(c) || char.IsSurrogate(c);
}
