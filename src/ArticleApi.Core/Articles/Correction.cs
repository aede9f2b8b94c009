using System.Security.Cryptography;
using System.Text;

namespace ArticleApi.Core.Articles;

public enum CorrectionType
{
    Correction,
    Clarification,
    Update,
    Retraction,
}

/// <summary>What was put right after publication, told to readers.</summary>
/// <param name="Id">Its own; it keeps it however it is changed.</param>
/// <param name="Type">correction, clarification, update or retraction.</param>
/// <param name="Text">What was wrong and what is right.</param>
/// <param name="At">When it was put right.</param>
public sealed record Correction(Guid Id, CorrectionType Type, string Text, DateTimeOffset At)
{
    public const int MaxTextLength = 5_000;

    /// <summary>Of one article.</summary>
    public const int MaxCount = 100;

    /// <summary>One that a document brings without an id: the same words have the same id each time.</summary>
    public static Correction FromDocument(CorrectionType type, string text, DateTimeOffset at)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{InstantJsonConverter.Format(at)}\n{text}"));

        return new(UuidFromHash(hash), type, text, at);
    }

    // RFC 9562 §5.8: version 8 is for ids of one's own making.
    private static Guid UuidFromHash(ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);

        return new(bytes, bigEndian: true);
    }
}
