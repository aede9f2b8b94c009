using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Changes;

/// <summary>What every way of following is asked by: whose changes, and after which.</summary>
internal static class ChangeRequest
{
    public const string LastEventId = "Last-Event-ID";

    public static readonly QueryParameter After = new(
        "after",
        "0 for everything, now for what comes next, or the cursor of the last change applied.",
        "0",
        Default: "0"
    );

    public static readonly QueryParameter Include = new(
        "include",
        "document adds the article as it was made by the change.",
        "document",
        AllowedValues: ["document"]
    );

    public static ChangeInterest ParseInterest(QueryStringReader reader, ListDefinition articles, Caller caller) =>
        new(caller.Visibility, FilterSet.Parse(reader, articles), reader.GetSingle(Include) is not null);

    /// <summary>
    /// What is sent when a broken stream is taken up again; it wins over <c>after</c>, which stays in the address as it
    /// was.
    /// </summary>
    public static string? ReadLastEventId(HttpRequest request) =>
        request.Headers[LastEventId].ToString() is { Length: > 0 } id ? id : null;

    /// <returns>Null where the cursor is of another history.</returns>
    public static async Task<ChangeFeedCursor?> FindCursorAsync(
        string after,
        Caller caller,
        ChangeFeed feed,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        switch (after)
        {
            case "0":
                return await feed.FindCursorAsync(0, cancellation);
            case "now":
                return await feed.FindNewestCursorAsync(caller.Visibility, cancellation);
            default:
                return ChangeFeedCursor.Parse(after, seal) is { } cursor && await feed.HasAsync(cursor, cancellation)
                    ? cursor
                    : null;
        }
    }

    /// <summary>Whether a text is no cursor of any history.</summary>
    public static async Task<bool> IsNoCursorAsync(
        string after,
        ChangeFeed feed,
        CursorSeal seal,
        CancellationToken cancellation
    ) =>
        after is not ("0" or "now")
        && ChangeFeedCursor.Parse(after, seal) is null
        && (
            ChangeFeedCursor.EpochOf(after) is not { } epoch
            || epoch == (await feed.FindCursorAsync(0, cancellation))!.Epoch
        );

    /// <summary>The error of <see cref="IsNoCursorAsync"/>, where the text was sent.</summary>
    public static FieldError NoCursor(string after, bool isHeader) =>
        isHeader
            ? FieldError.Header(LastEventId, after, "not-a-cursor", "the id of the last event, a cursor of the feed")
            : FieldError.Query(After.Name, after, "not-a-cursor", "0, now, or a cursor of the feed");

    /// <summary>The answer to a cursor of another history.</summary>
    public static Problem Expired(HttpRequest request, string after, bool isHeader)
    {
        const string Allowed = "0, now, or a cursor of this history";

        return new(
            ProblemTypes.CursorExpired,
            "The cursor is of another history of this service, such as before a backup was restored. Take the export, "
                + "which the Link header names, put it in place of what you have, and go on from its Change-Cursor.",
            isHeader
                ? FieldError.Header(LastEventId, after, "expired", Allowed)
                : FieldError.Query(After.Name, after, "expired", Allowed)
        )
        {
            Headers = new Dictionary<string, string>
            {
                ["Link"] = $"<{Links.Export(request, ListChanges.OwnParameters)}>; rel=\"alternate\"",
            },
        };
    }
}
