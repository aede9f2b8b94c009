using System.Buffers.Binary;
using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Changes;

/// <summary>Where the log stands.</summary>
/// <param name="Mark">Another after each change that you can notice; it says nothing else.</param>
/// <param name="Cursor">Where following begins now, for <c>after</c> of the changes.</param>
public sealed record LogHead(string Mark, string Cursor);

/// <summary>Whether anything changed, at the price of one short answer.</summary>
internal static class GetHead
{
    public static void MapHead(this RouteGroupBuilder v1) =>
        v1.MapMethods("/head", HttpVerbs.GetAndHead, Handle)
            .WithTags("Changes")
            .WithName("getHead")
            .WithSummary("See whether anything changed");

    /// <summary>Ask again with the <c>ETag</c>: 304 is that nothing you could notice changed.</summary>
    public static async Task<JsonBytesResult<LogHead>> Handle(
        Caller caller,
        ChangeFeed feed,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        var (cursor, nonce) = await feed.FindNewestAsync(caller.Visibility, cancellation);
        var place = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(place, nonce);
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(sizeof(long)), cursor.Sequence);

        return JsonResults.Create(new LogHead(seal.Seal($"mark of {cursor.Epoch}", place), cursor.ToToken(seal)));
    }
}
