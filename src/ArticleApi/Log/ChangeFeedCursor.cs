using System.Buffers.Binary;
using System.Security.Cryptography;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>
/// Where a follower stands: a history, a number in it, and a mark of the entry that has it. A restored backup keeps the
/// history's name and gives the number again, but to another entry. Outside only the history can be read: the number
/// would count what is hidden.
/// </summary>
internal sealed record ChangeFeedCursor(string Epoch, long Sequence, long Checksum)
{
    private const int Size = 2 * sizeof(long);
    private const int MaxEpochLength = 20;
    private const int MaxEntryLength = 100;

    /// <summary>Null where it is none of this service's.</summary>
    public static ChangeFeedCursor? Parse(string token, CursorSeal seal) =>
        EpochOf(token) is { } epoch && seal.Open(Purpose(epoch), token[(epoch.Length + 1)..]) is { Length: Size } bytes
            ? new(
                epoch,
                BinaryPrimitives.ReadInt64BigEndian(bytes),
                BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(sizeof(long)))
            )
            : null;

    /// <summary>The history that a cursor names, whoever made it; null where the text is no cursor of any.</summary>
    public static string? EpochOf(string token) =>
        token.IndexOf('.', StringComparison.Ordinal) is var dot and > 1 and <= MaxEpochLength && token[0] == 'e'
            ? token[..dot]
            : null;

    /// <summary>Stays the same when the entry's text is erased.</summary>
    public static long ChecksumOf(Guid article, DateTimeOffset at)
    {
        Span<byte> text = stackalloc byte[MaxEntryLength];
        article.TryFormat(text, out var length);
        text[length++] = (byte)' ';
        length += InstantJsonConverter.Format(at, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);

        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>Seals the cursors of one history.</summary>
    public static CursorSealer CreateSealer(string epoch, CursorSeal seal) => seal.CreateSealer(Purpose(epoch));

    public string ToToken(CursorSeal seal)
    {
        using var sealer = CreateSealer(Epoch, seal);

        return ToToken(sealer);
    }

    /// <param name="sealer">That of this history.</param>
    public string ToToken(CursorSealer sealer)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], Checksum);

        return string.Concat(Epoch, ".", sealer.Seal(bytes));
    }

    private static string Purpose(string epoch) => "change of " + epoch;
}
