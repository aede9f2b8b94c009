using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Changes;

/// <summary>The change feed: every change exactly once, corrections and withdrawals included.</summary>
internal static class ListChanges
{
    private static readonly Parameter After = new(
        "after",
        "0 for everything, now for what comes next, or the cursor of the last change applied.",
        "0",
        Default: "0"
    );
    private static readonly Parameter Limit = ListShape.Limit with
    {
        Description = "How many to return, 1 to 100.",
        Example = "100",
        Default = "100",
    };
    private static readonly Parameter Include = new(
        "include",
        "document adds the article as it was made by the change.",
        "document",
        Allowed: ["document"]
    );

    public static IReadOnlyList<Parameter> Parameters(ListShape articles) =>
        [After, Limit, Include, .. articles.Conditions];

    public static void MapChanges(this RouteGroupBuilder v1, ListShape articles) =>
        v1.MapMethods(
                "/changes",
                Routes.Reading,
                (
                    HttpContext context,
                    Caller caller,
                    ChangeFeed feed,
                    Searches searches,
                    CursorSeal seal,
                    CancellationToken cancellation
                ) => Handle(articles, context, caller, feed, searches, seal, cancellation)
            )
            .Takes(Parameters(articles))
            .Answers<ChangeList>()
            .Refuses(ProblemTypes.CursorExpired, ProblemTypes.Overloaded)
            .WithTags("Changes")
            .WithName("listChanges")
            .WithSummary("Follow what changes");

    private static async Task<IResult> Handle(
        ListShape articles,
        HttpContext context,
        Caller caller,
        ChangeFeed feed,
        Searches searches,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        var reader = new QueryReader(context.Request.Query);
        var conditions = Conditions.Of(reader, articles);
        var limit = reader.Integer(Limit, 1, ListShape.MaxLimit) ?? ListShape.MaxLimit;
        var documents = reader.One(Include) is not null;
        var after = await Position(reader, caller, feed, seal, cancellation);
        reader.ThrowIfWrong();
        if (after is null)
            return new Problem(
                ProblemTypes.CursorExpired,
                "The cursor is of another history of this service, such as before a backup was restored. Start again from after=0.",
                FieldError.Query(
                    "after",
                    context.Request.Query["after"],
                    "expired",
                    "0, now, or a cursor of this history"
                )
            );

        var (entries, readTo, more) = await searches.RunAsync(
            token => feed.Read(after, limit, caller.Audiences, conditions.Match, documents, token),
            isTimed: false,
            cancellation
        );
        return new BytesAnswer(Compose(entries, readTo, more, documents, seal), Answers.Json);
    }

    private static async Task<FeedCursor?> Position(
        QueryReader reader,
        Caller caller,
        ChangeFeed feed,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        switch (reader.One(After))
        {
            case null or "0":
                return await feed.At(0, cancellation);
            case "now":
                return await feed.NowAsync(caller.Audiences, cancellation);
            case { } token when FeedCursor.Of(token, seal) is { } cursor:
                return await feed.At(cursor.Seq, cancellation) is { } known && known == cursor ? known : null;
            case { } token
                when FeedCursor.EpochOf(token) is { } epoch && epoch != (await feed.At(0, cancellation))!.Epoch:
                return null;
            case { } token:
                return reader.Refuse<FeedCursor>(After, token, "not-a-cursor", "0, now, or a cursor of the feed");
        }
    }

    private static byte[] Compose(
        IReadOnlyList<FeedEntry> entries,
        FeedCursor readTo,
        bool more,
        bool documents,
        CursorSeal seal
    )
    {
        using var result = new MemoryStream();
        using (var writer = new Utf8JsonWriter(result, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var entry in entries)
            {
                writer.WriteStartObject();
                writer.WriteString("cursor", entry.Cursor.ToToken(seal));
                writer.WriteString("op", entry.Put ? "put" : "remove");
                writer.WriteString("cause", entry.Cause);
                writer.WriteString("id", entry.Id);
                writer.WriteString("slug", entry.Slug);
                writer.WriteNumber("version", entry.Version);
                writer.WriteString("at", InstantJson.Write(entry.At));
                writer.WriteString("reason", entry.Reason);
                writer.WritePropertyName("document");
                writer.WriteRawValue(
                    documents && entry.Document is not null ? entry.Document : "null"u8,
                    skipInputValidation: true
                );
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartObject("page");
            writer.WriteString("next", readTo.ToToken(seal));
            writer.WriteBoolean("hasMore", more);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return result.ToArray();
    }
}
