using System.Globalization;
using System.Text;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>A document's bytes as text.</summary>
/// <param name="Text">Null where the bytes are no text; the complaints say why.</param>
/// <param name="Encoding">The encoding read, such as <c>utf-8</c>; null without a text.</param>
public sealed record DecodedText(string? Text, string? Encoding, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>Larger documents are refused. Check a file's length before reading it.</summary>
    public const int MaxBytes = MaxMiB * 1024 * 1024;

    private const int MaxMiB = 20;

    /// <summary>
    /// Text without markup is read line by line and word by word, which takes up to a hundred times its length.
    /// </summary>
    private const int MaxProseLength = BodyReader.MaxLength;

    /// <summary><see cref="MaxBytes"/> as people say it.</summary>
    public static readonly string MaxSizeText = string.Create(CultureInfo.InvariantCulture, $"{MaxMiB} MiB");

    // More than this share of control characters is no prose.
    private const double MaxControlShare = 0.1;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>
    /// UTF-8 or, by its mark, UTF-16; what is neither is read as windows-1252, with a warning. Nothing is replaced
    /// silently.
    /// </summary>
    public static DecodedText Decode(string document, byte[] bytes)
    {
        if (bytes.Length == 0)
            return CreateRejected(document, "The file is empty.");
        if (CheckSize(bytes.Length) is { } reason)
            return CreateRejected(document, reason);

        if (bytes is [0xFF, 0xFE, ..])
            return Check(document, DecodeStrictly(new UnicodeEncoding(false, false, true), bytes, 2), "utf-16le", []);
        if (bytes is [0xFE, 0xFF, ..])
            return Check(document, DecodeStrictly(new UnicodeEncoding(true, false, true), bytes, 2), "utf-16be", []);

        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        if (DecodeStrictly(new UTF8Encoding(false, true), bytes, start) is { } text)
            return Check(document, text, "utf-8", []);

        return Check(
            document,
            Windows1252.GetString(bytes, start, bytes.Length - start),
            "windows-1252",
            [new(DiagnosticSeverity.Warning, document, null, "The file is not UTF-8; it is read as windows-1252.")]
        );
    }

    /// <summary>The same for a text without markup, which is a single article; longer ones are refused.</summary>
    public static DecodedText DecodeProse(string document, byte[] bytes)
    {
        var read = Decode(document, bytes);
        return CheckLength(read.Text) is { } reason ? CreateRejected(document, reason) : read;
    }

    /// <summary>Why a text without markup is refused; null where it is not.</summary>
    public static string? CheckLength(string? prose) =>
        prose is null || prose.Length <= MaxProseLength
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The text has {prose.Length:N0} characters; "
                    + $"of an article without markup at most {MaxProseLength:N0} are read."
            );

    /// <summary>Why a document of this length is refused; null where it is not.</summary>
    public static string? CheckSize(long length) =>
        length <= MaxBytes
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The file has {length:N0} bytes; at most {MaxSizeText} are read."
            );

    private static string? DecodeStrictly(Encoding encoding, byte[] bytes, int start)
    {
        try
        {
            return encoding.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static DecodedText Check(string document, string? text, string encoding, ValueList<Diagnostic> warnings)
    {
        if (text is null)
            return CreateRejected(document, $"The file is marked as {encoding} and is not.");
        if (text.Contains('\0', StringComparison.Ordinal))
            return CreateRejected(document, "The file holds NUL characters, so it is no text.");
        if (CountControlCharacters(text) > text.Length * MaxControlShare)
            return CreateRejected(document, "More than a tenth of the file are control characters, so it is no text.");

        return new(text, encoding, warnings);
    }

    private static int CountControlCharacters(string text)
    {
        var controls = 0;
        foreach (var c in text)
            controls += char.IsControl(c) && c is not ('\t' or '\n' or '\r') ? 1 : 0;

        return controls;
    }

    private static DecodedText CreateRejected(string document, string reason) =>
        new(null, null, [new(DiagnosticSeverity.Error, document, null, reason)]);
}
