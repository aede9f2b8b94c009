using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http;

/// <summary>
/// A place in a list, as an opaque token. It holds a digest of the list it belongs to, so that it is refused elsewhere,
/// and of itself, so that one edited by hand is refused too.
/// </summary>
public readonly record struct Cursor(long At, long Key)
{
    private const int Length = 1 + 8 + 8 + 8 + 4;
    private const byte Form = 1;

    /// <param name="list">The list, its filters and its order; not the page's size or shape.</param>
    public string ToToken(string list)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Form;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], At);
        BinaryPrimitives.WriteInt64BigEndian(bytes[9..], Key);
        SHA256.HashData(Encoding.UTF8.GetBytes(list)).AsSpan(0, 8).CopyTo(bytes[17..]);
        Check(bytes[..25]).CopyTo(bytes[25..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null where the token is none of this list's.</summary>
    public static Cursor? Of(string token, string list)
    {
        Span<byte> bytes = stackalloc byte[Length];
        // Not the forms that throw at what is no Base64url.
        if (token.Length != Base64Url.GetEncodedLength(Length) || Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done || written != Length)
            return null;
        if (bytes[0] != Form || !bytes[25..].SequenceEqual(Check(bytes[..25])) || !bytes[17..25].SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(list)).AsSpan(0, 8)))
            return null;

        return new(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..]));
    }

    private static byte[] Check(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes)[..4];

    /// <summary>The same for lists in the order of a text.</summary>
    public static string TokenOf(string text, string list) => Base64Url.EncodeToString([.. CheckOf(text, list), .. Encoding.UTF8.GetBytes(text)]);

    /// <summary>Null where the token is none of this list's.</summary>
    public static string? TextOf(string token, string list)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(token.Length)];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done || written <= 4)
            return null;

        var text = Encoding.UTF8.GetString(bytes.AsSpan(4, written - 4));
        // The digest is no secret: who makes a token of their own may put any text into it.
        return bytes.AsSpan(0, 4).SequenceEqual(CheckOf(text, list)) && PlainText.ForbiddenIn(text) is null ? text : null;
    }

    private static byte[] CheckOf(string text, string list) => Check(Encoding.UTF8.GetBytes($"{list}\n{text}"));
}
