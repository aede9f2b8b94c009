using System.Text.Json;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Search;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Lists;

/// <summary>
/// What lists of images, captions and datelines share: found by the index, shown from their rows.
/// </summary>
internal sealed class ComponentListHandler(
    ArticleDb db,
    QueryExecutor executor,
    IndexQueryBuilder queries,
    SearchRunner searches
)
{
    public async Task<PageBytesResult<T>> ListAsync<T>(HttpContext context, Caller caller, ComponentList<T> list)
    {
        var cancellation = context.RequestAborted;
        var query = ListQuery.Parse(context, list.Definition);
        if (query.Names.Count > 0)
            return await ListByIdAsync(query, caller, list, cancellation);

        var exclude =
            query.ExcludedIds.Count == 0 ? [] : (await list.FindKeysAsync(query.ExcludedIds)).Values.ToHashSet();
        var text = await queries.BuildTextExpressionAsync(query, caller, cancellation);
        var indexQuery = query.ToIndexQuery(caller, exclude, text);
        return indexQuery.IsPlain && !query.CountTotal
            ? await FindAsync(cancellation)
            : await searches.RunAsync(FindAsync, text is not null, cancellation);

        async Task<PageBytesResult<T>> FindAsync(CancellationToken token)
        {
            var counter = query.CreateCounter(caller);
            var found = new PageCollector(query.Limit, MatchContent.Key);
            ICollector[] collectors = counter is null ? [found] : [found, counter];
            await executor.ExecuteAsync(indexQuery, query.After, collectors, token);
            var keys = found.Hits.Rows.Select(row => row.Key).ToList();
            var page = query.DescribePage(found.Hits, counter);

            return WritePage(query, SelectRows(keys, await list.LoadAsync(keys)), page) with
            {
                Links = Links.ToNextPage(context.Request, page.Next),
            };
        }
    }

    private async Task<PageBytesResult<T>> ListByIdAsync<T>(
        ListQuery query,
        Caller caller,
        ComponentList<T> list,
        CancellationToken cancellation
    )
    {
        var ids = query.Names.ToLookup(Guid.Parse);
        var keys = await list.FindKeysAsync([.. ids.Select(id => id.Key)]);
        var visible = await db.UsagesVisibleTo(caller, list.Kind)
            .Where(row => keys.Values.Contains(row.Key))
            .Select(row => row.Key)
            .ToHashSetAsync(cancellation);
        var present = ids.Where(id => keys.TryGetValue(id.Key, out var key) && visible.Contains(key)).ToList();
        var missing = ids.Except(present)
            .SelectMany(id => id)
            .Select(name => new MissingItem(name, 404, null))
            .ToList();
        var presentKeys = present.ConvertAll(id => keys[id.Key]);

        return WritePage(
            query,
            SelectRows(presentKeys, await list.LoadAsync(presentKeys)),
            new(query.Names.Count, null, false),
            missing
        );
    }

    // What was deleted meanwhile is not there any more.
    private static IEnumerable<T> SelectRows<T>(IEnumerable<long> keys, Dictionary<long, T> rows) =>
        keys.Where(rows.ContainsKey).Select(key => rows[key]);

    private static PageBytesResult<T> WritePage<T>(
        ListQuery query,
        IEnumerable<T> rows,
        PageInfo page,
        IReadOnlyList<MissingItem>? missing = null
    )
    {
        using var result = new MemoryStream();
        using (var writer = new Utf8JsonWriter(result, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("data");
            foreach (var row in rows)
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

        return new(result.ToArray());
    }
}
