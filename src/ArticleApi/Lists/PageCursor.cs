using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using ArticleApi.Http;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Lists;

/// <summary>
/// A place in a list, as an opaque token. It is sealed under the list's name, so that it tells nobody where anything
/// stands, and is refused elsewhere and when anything about it was changed.
/// </summary>
internal readonly record struct PageCursor(long SortValue, long Key)
{
    private const int Size = 2 * sizeof(long);

    // A character of UTF-16 is at most three bytes of UTF-8.
    private const int MaxTextSize = FacetValueCount.MaxLength * 3;

    /// <summary>Characters that a token may have.</summary>
    public static readonly int MaxLength = Base64Url.GetEncodedLength(CursorSeal.Overhead + MaxTextSize);

    /// <param name="list">The list, its filters and its order; not the page's size or shape.</param>
    public string ToToken(string list, CursorSeal seal)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, SortValue);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], Key);

        return seal.Seal(SealPurpose(list), bytes);
    }

    /// <summary>Null where the token is none of this list's.</summary>
    public static PageCursor? TryParse(string token, string list, CursorSeal seal) =>
        seal.Open(SealPurpose(list), token) is { Length: Size } bytes
            ? new(
                BinaryPrimitives.ReadInt64BigEndian(bytes),
                BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(sizeof(long)))
            )
            : null;

    /// <summary>The place a request goes on after; null at the beginning, and where the token is wrong.</summary>
    /// <param name="allowed">What an error says is allowed.</param>
    public static PageCursor? Read(
        QueryStringReader reader,
        string list,
        CursorSeal seal,
        string allowed = "the page.next of the same list"
    )
    {
        if (reader.GetSingle(ListDefinition.CursorParameter) is not { } token)
            return null;

        return TryParse(token, list, seal)
            ?? reader.AddError<PageCursor?>(ListDefinition.CursorParameter, token, "not-this-list", allowed);
    }

    /// <summary>The same for lists in the order of a text.</summary>
    public static string? ReadText(QueryStringReader reader, string list, CursorSeal seal)
    {
        if (reader.GetSingle(ListDefinition.CursorParameter) is not { } token)
            return null;

        return seal.Open(SealPurpose(list), token) is { } bytes
            ? Encoding.UTF8.GetString(bytes)
            : reader.AddError<string>(
                ListDefinition.CursorParameter,
                token,
                "not-this-list",
                "the page.next of the same list"
            );
    }

    /// <summary>The same for lists in the order of a text.</summary>
    public static string FormatText(string text, string list, CursorSeal seal) =>
        seal.Seal(SealPurpose(list), Encoding.UTF8.GetBytes(text));

    private static string SealPurpose(string list) => "page of " + list;
}
