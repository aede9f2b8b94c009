using System.Text;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// One article as plain text: the first line is the headline, blank lines part paragraphs. YAML between lines
/// <c>---</c> may stand before it.
/// </summary>
public static class PlainTextReader
{
    public const string Format = "text";

    /// <summary>Any text that is not a scraped one: what the others do not recognise.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty || (start.Contains((byte)0) && start is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])))
            return false;

        var text = Encoding.Latin1.GetString(start);
        return !text.AsSpan().IsWhiteSpace()
            && !text.Split('\n').Any(line => line.AsSpan().Trim() is ScrapedTextBlock.Marker);
    }

    public static DocumentParseResult Read(string document, byte[] bytes) =>
        TextArticleReader.Read(
            document,
            bytes,
            (text, _) =>
            {
                var rest = text.TrimStart('\n');
                var end = rest.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var found ? found : rest.Length;
                return (PlainTextCleaner.ToSingleLine(rest[..end]), rest[end..]);
            },
            (body, _, _, _) => BodyReader.FromText(body)
        );
}
