using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>One line of a document: trimmed, composed (NFC) and free of characters that no text may hold.</summary>
/// <param name="Number">From 1.</param>
/// <param name="WasCleaned">Whether such characters were taken out.</param>
internal readonly record struct ScrapedTextLine(int Number, string Text, bool WasCleaned)
{
    public bool IsBlank => Text.Length == 0;

    public static List<ScrapedTextLine> Split(string text)
    {
        var lines = new List<ScrapedTextLine>();
        for (var start = 0; start < text.Length; )
        {
            var length = text.AsSpan(start).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : start + length;
            lines.Add(From(lines.Count + 1, text[start..end]));
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }

        return lines;
    }

    // U+FEFF inside a line is an old zero-width space; it stays as printed.
    private static ScrapedTextLine From(int number, string text) =>
        new(number, Trim(PlainText.Clean(text)), text.Any(PlainText.IsForbidden));

    private static string Trim(string text)
    {
        int start = 0,
            end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;

        return text[start..end];
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u2060' or '\uFEFF';
}
