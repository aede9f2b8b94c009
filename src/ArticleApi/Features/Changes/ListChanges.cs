using System.Text.Json;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Changes;

/// <summary>The change feed: every change exactly once, corrections and withdrawals included.</summary>
internal static class ListChanges
{
    private static readonly QueryParameter After = new(
        "after",
        "0 for everything, now for what comes next, or the cursor of the last change applied.",
        "0",
        Default: "0"
    );
    private static readonly QueryParameter Limit = ListDefinition.Limit with
    {
        Description = "How many to return, 1 to 100.",
        Example = "100",
        Default = "100",
    };
    private static readonly QueryParameter Include = new(
        "include",
        "document adds the article as it was made by the change.",
        "document",
        AllowedValues: ["document"]
    );

    public static IReadOnlyList<QueryParameter> Parameters(ListDefinition articles) =>
        [After, Limit, Include, .. articles.FilterParameters];

    public static void MapChanges(this RouteGroupBuilder v1, ListDefinition articles) =>
        v1.MapMethods(
                "/changes",
                HttpVerbs.GetAndHead,
                (HttpContext context, ChangeFeed feed, SearchRunner searches, CursorSeal seal) =>
                    HandleAsync(articles, context, feed, searches, seal)
            )
            .WithQueryParameters(Parameters(articles))
            .ProducesProblems(ProblemTypes.CursorExpired, ProblemTypes.Overloaded)
            .WithTags("Changes")
            .WithName("listChanges")
            .WithSummary("Follow what changes");

    private static async Task<Results<JsonBytesResult<ChangeList>, Problem>> HandleAsync(
        ListDefinition articles,
        HttpContext context,
        ChangeFeed feed,
        SearchRunner searches,
        CursorSeal seal
    )
    {
        var (caller, cancellation) = (Caller.From(context), context.RequestAborted);
        var reader = new QueryStringReader(context.Request.Query);
        var conditions = FilterSet.Parse(reader, articles);
        var limit = reader.GetInteger(Limit, 1, ListDefinition.MaxLimit) ?? ListDefinition.MaxLimit;
        var documents = reader.GetSingle(Include) is not null;
        var after = await ResolveCursorAsync(reader, caller, feed, seal, cancellation);
        reader.ThrowIfInvalid();
        if (after is null)
            return new Problem(
                ProblemTypes.CursorExpired,
                "The cursor is of another history of this service, such as before a backup was restored. Start "
                    + "again from after=0.",
                FieldError.Query(
                    "after",
                    context.Request.Query["after"],
                    "expired",
                    "0, now, or a cursor of this history"
                )
            );

        var query = new ChangeFeedQuery(limit, caller.Visibility, conditions.ToVersionFilter(), documents);
        var (entries, readTo, more) = await searches.RunAsync(
            token => feed.ReadAsync(after, query, token),
            isTimed: false,
            cancellation
        );
        var page = new ChangePage(limit, readTo.ToToken(seal), more);
        return new JsonBytesResult<ChangeList>(WritePage(entries, page, documents, seal))
        {
            // Only while there are more: whoever follows links comes to an end.
            Links = Links.ToNextPage(context.Request, more ? page.Next : null, After.Name),
        };
    }

    private static async Task<ChangeFeedCursor?> ResolveCursorAsync(
        QueryStringReader reader,
        Caller caller,
        ChangeFeed feed,
        CursorSeal seal,
        CancellationToken cancellation
    )
    {
        switch (reader.GetSingle(After))
        {
            case null or "0":
                return await feed.FindCursorAsync(0, cancellation);
            case "now":
                return await feed.FindNewestCursorAsync(caller.Audiences, cancellation);
            case { } token when ChangeFeedCursor.Parse(token, seal) is { } cursor:
                return await feed.FindCursorAsync(cursor.Sequence, cancellation) is { } known && known == cursor
                    ? known
                    : null;
            case { } token
                when ChangeFeedCursor.EpochOf(token) is { } epoch
                    && epoch != (await feed.FindCursorAsync(0, cancellation))!.Epoch:
                return null;
            case { } token:
                return reader.AddError<ChangeFeedCursor>(
                    After,
                    token,
                    "not-a-cursor",
                    "0, now, or a cursor of the feed"
                );
        }
    }

    private static byte[] WritePage(
        IReadOnlyList<ChangeFeedEntry> entries,
        ChangePage page,
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
                writer.WriteString("at", InstantJsonConverter.Format(entry.At));
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
            writer.WriteNumber("limit", page.Limit);
            writer.WriteString("next", page.Next);
            writer.WriteBoolean("hasMore", page.HasMore);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return result.ToArray();
    }
}
