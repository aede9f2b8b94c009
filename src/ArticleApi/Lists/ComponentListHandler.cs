using System.Text.Json;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Search;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Lists;

/// <summary>
/// What lists of images, captions and datelines share: found by the index, shown from their rows.
/// </summary>
internal sealed class ComponentListHandler(
    ArticleDb db,
    QueryExecutor executor,
    IndexQueryBuilder asking,
    SearchRunner searches
)
{
    /// <param name="ids">The rows' keys by public id.</param>
    /// <param name="show">The rows of these keys, shown.</param>
    public async Task<IResult> ListAsync<T>(
        HttpContext context,
        Caller caller,
        ListDefinition shape,
        ComponentKind kind,
        Func<IReadOnlyList<Guid>, Task<Dictionary<Guid, long>>> ids,
        Func<IReadOnlyList<long>, Task<Dictionary<long, T>>> show,
        CancellationToken cancellation
    )
    {
        var query = ListQuery.Parse(context, shape);
        if (query.Ids.Count > 0)
            return await ListByIdAsync(query, caller, kind, ids, show, cancellation);

        var exclude = query.ExcludedIds.Count == 0 ? [] : (await ids(query.ExcludedIds)).Values.ToHashSet();
        var question = query.ToIndexQuery(
            caller,
            exclude,
            await asking.BuildTextExpressionAsync(query, caller, cancellation)
        );
        return question.IsPlain && !query.CountTotal
            ? await FindAsync(cancellation)
            : await searches.RunAsync(FindAsync, question.Text is not null, cancellation);

        async Task<IResult> FindAsync(CancellationToken token)
        {
            var counting = query.CountTotal ? new CountCollector(ListQuery.MaxCountedFor(caller)) : null;
            var collected = new PageCollector(query.Limit, MatchContent.Key);
            ICollector[] collectors = counting is null ? [collected] : [collected, counting];
            await executor.ExecuteAsync(question, query.After, collectors, token);
            var found = collected.Hits;
            var keys = found.Rows.Select(row => row.Key).ToList();
            var next = query.EncodeCursor(found.Next);
            var page = new PageInfo(query.Limit, next, next is not null)
            {
                Incomplete = found.BudgetExhausted ? true : null,
                Total = counting?.Count,
                Capped = counting?.IsCapped,
            };

            return WritePage(query, keys, await show(keys), page, null) with
            {
                Links = next is null ? [] : [$"<{Links.NextPage(context.Request, next)}>; rel=\"next\""],
            };
        }
    }

    private async Task<IResult> ListByIdAsync<T>(
        ListQuery query,
        Caller caller,
        ComponentKind kind,
        Func<IReadOnlyList<Guid>, Task<Dictionary<Guid, long>>> ids,
        Func<IReadOnlyList<long>, Task<Dictionary<long, T>>> show,
        CancellationToken cancellation
    )
    {
        var keys = await ids(query.Ids);
        var seen = await db.UsagesVisibleTo(caller, kind)
            .Where(row => keys.Values.Contains(row.Key))
            .Select(row => row.Key)
            .ToHashSetAsync(cancellation);
        var present = query.Ids.Where(id => keys.TryGetValue(id, out var key) && seen.Contains(key)).ToList();
        var missing = query.Ids.Except(present).Select(id => new MissingItem(id, 404, null)).ToList();

        return WritePage(
            query,
            present.ConvertAll(id => keys[id]),
            await show(present.ConvertAll(id => keys[id])),
            new(query.Ids.Count, null, false),
            missing
        );
    }

    private static BytesResult WritePage<T>(
        ListQuery query,
        IReadOnlyList<long> keys,
        Dictionary<long, T> rows,
        PageInfo page,
        IReadOnlyList<MissingItem>? missing
    )
    {
        using var result = new MemoryStream();
        using (var writer = new Utf8JsonWriter(result, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var row in keys.Where(rows.ContainsKey).Select(key => rows[key]))
            {
                if (query.Fields is null)
                    JsonSerializer.Serialize(writer, row, ArticleJson.Options);
                else
                    query.Fields.CopyTo(JsonSerializer.SerializeToUtf8Bytes(row, ArticleJson.Options), writer);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("page");
            JsonSerializer.Serialize(writer, page, ArticleJson.Options);
            if (missing is not null)
            {
                writer.WritePropertyName("missing");
                JsonSerializer.Serialize(writer, missing, ArticleJson.Options);
            }

            writer.WriteEndObject();
        }

        return new BytesResult(result.ToArray(), JsonResults.MediaType);
    }
}
