using System.Text;
using System.Text.RegularExpressions;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// An XML document's bytes as text, in the encoding they are in, which is not always the one they declare.
/// </summary>
internal static partial class XmlDecoder
{
    private const int DeclarationLength = 200;

    /// <summary>
    /// The byte order mark decides, else what is UTF-8, else the declaration; what fits none is read as <see
    /// cref="DecodedText"/> does.
    /// </summary>
    public static DecodedText Decode(string document, byte[] bytes)
    {
        if (DecodedText.CheckSize(bytes.Length) is not null)
            return DecodedText.Decode(document, bytes);
        if (bytes is [(byte)'<', 0, ..])
            return DecodedText.Decode(document, [0xFF, 0xFE, .. bytes]);
        if (bytes is [0, (byte)'<', ..])
            return DecodedText.Decode(document, [0xFE, 0xFF, .. bytes]);

        var declared = FindDeclaredEncoding(bytes);
        if (declared is null || IsUtf8(declared))
            return DecodedText.Decode(document, bytes);

        // Text in another encoding is hardly ever valid UTF-8 by chance; where it is plain ASCII both say the same.
        if (DecodeStrictly(new UTF8Encoding(false, true), bytes) is not null)
        {
            var read = DecodedText.Decode(document, bytes);
            return
                bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)0x7F) < 0
                || bytes is [0xEF, 0xBB, 0xBF, ..] or [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..]
                ? read
                : WithWarning(
                    read,
                    document,
                    $"The document declares the encoding '{declared}' and is UTF-8; it is read as that."
                );
        }

        if (
            bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..]
            || FindEncoding(declared) is not { } encoding
            || DecodeStrictly(encoding, bytes) is not { } text
        )
            return WithWarning(
                DecodedText.Decode(document, bytes),
                document,
                $"The document declares the encoding '{declared}' and is not in it."
            );

        // What UTF-8 spells without a doubt is asked the same questions as any other document.
        return DecodedText.Decode(document, Encoding.UTF8.GetBytes(text)) with
        {
            Encoding = declared,
        };
    }

    private static DecodedText WithWarning(DecodedText read, string document, string doubt) =>
        read.Text is null
            ? read
            : read with
            {
                Diagnostics = [new(DiagnosticSeverity.Warning, document, 1, doubt), .. read.Diagnostics],
            };

    private static bool IsUtf8(string name) => name is "utf-8" or "utf8";

    private static string? FindDeclaredEncoding(byte[] bytes)
    {
        var start = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, DeclarationLength));
        return Declaration().Match(start) is { Success: true } match ? match.Groups[1].Value.ToLowerInvariant() : null;
    }

    // Documents that say ISO-8859-1 or ASCII hold the curly quotes of windows-1252, and browsers read them so.
    private static Encoding? FindEncoding(string name)
    {
        if (name is "iso-8859-1" or "latin1" or "us-ascii" or "ascii")
            name = "windows-1252";
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            // The declaration was read as ASCII, so the document cannot be in what does not spell it so.
            if (encoding.GetString("<?xml"u8) != "<?xml")
                return null;

            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            return strict;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? DecodeStrictly(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (Exception error) when (error is DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        """^\s*<\?xml\s[^>]*?encoding\s*=\s*["']?\s*([A-Za-z][A-Za-z0-9._:-]*)""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Declaration();
}
