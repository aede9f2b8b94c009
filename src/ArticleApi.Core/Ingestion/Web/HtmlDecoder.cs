using System.Text;
using System.Text.RegularExpressions;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// A page's bytes as text: UTF-8 and UTF-16 as <see cref="DecodedText"/> tells them, else the encoding that the page
/// declares.
/// </summary>
internal static partial class HtmlDecoder
{
    // Where browsers look for it.
    private const int DeclarationLength = 4_096;

    public static DecodedText Decode(string document, byte[] bytes)
    {
        var read = DecodedText.Decode(document, bytes);
        if (
            read.Encoding != "windows-1252"
            || FindDeclaredEncoding(bytes) is not { } name
            || FindEncoding(name) is not { } encoding
        )
            return read;

        return DecodedText.Decode(document, Encoding.UTF8.GetBytes(encoding.GetString(bytes))) with
        {
            Encoding = name,
        };
    }

    private static string? FindDeclaredEncoding(byte[] bytes) =>
        Declaration().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, DeclarationLength)))
            is { Success: true } match
            ? match.Groups[1].Value.ToLowerInvariant()
            : null;

    // What is not UTF-8 is not, whatever it says; ISO-8859-1 on the web is windows-1252.
    private static Encoding? FindEncoding(string name)
    {
        if (name is "utf-8" or "utf8" or "iso-8859-1" or "latin1" or "us-ascii" or "windows-1252")
            return null;
        try
        {
            return
                CodePagesEncodingProvider.Instance.GetEncoding(name) is { } encoding
                && encoding.GetString("<meta"u8) == "<meta"
                ? encoding
                : null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z][A-Za-z0-9._:-]{0,40})""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Declaration();
}
