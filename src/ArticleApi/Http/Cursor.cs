using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using ArticleApi.Storage;

namespace ArticleApi.Http;

/// <summary>
/// A place in a list, as an opaque token. It is sealed under the list's name, so that it tells nobody where anything
/// stands, and is refused elsewhere and when anything about it was changed.
/// </summary>
internal readonly record struct Cursor(long At, long Key)
{
    private const int Size = 2 * sizeof(long);

    // A character of UTF-16 is at most three bytes of UTF-8.
    private const int MaxTextSize = LabelCount.MaxLength * 3;

    /// <summary>Characters that a token may have.</summary>
    public static readonly int MaxLength = Base64Url.GetEncodedLength(CursorSeal.Overhead + MaxTextSize);

    /// <param name="list">The list, its filters and its order; not the page's size or shape.</param>
    public string ToToken(string list, CursorSeal seal)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], Key);

        return seal.Seal(Purpose(list), bytes);
    }

    /// <summary>Null where the token is none of this list's.</summary>
    public static Cursor? Of(string token, string list, CursorSeal seal) =>
        seal.Open(Purpose(list), token) is { Length: Size } bytes
            ? new(
                BinaryPrimitives.ReadInt64BigEndian(bytes),
                BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(sizeof(long)))
            )
            : null;

    /// <summary>The same for lists in the order of a text.</summary>
    public static string TokenOf(string text, string list, CursorSeal seal) =>
        seal.Seal(Purpose(list), Encoding.UTF8.GetBytes(text));

    /// <summary>Null where the token is none of this list's.</summary>
    public static string? TextOf(string token, string list, CursorSeal seal) =>
        seal.Open(Purpose(list), token) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static string Purpose(string list) => "page of " + list;
}
