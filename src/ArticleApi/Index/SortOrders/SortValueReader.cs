using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.SortOrders;

/// <summary>Looks up the dates that articles, images, captions and datelines are sorted by.</summary>
internal sealed class SortValueReader(ISqlReader reads)
{
    private readonly SqlStatement _ofArticles = SortSql.OfArticles(reads);
    private readonly SqlStatement _ofComponents = SortSql.OfComponents(reads);

    /// <param name="kind">Null for articles.</param>
    public async Task<IReadOnlyDictionary<long, SortValues>> ReadAsync(
        ComponentKind? kind,
        IReadOnlyList<Audience> audiences,
        IEnumerable<long> keys,
        CancellationToken cancellation
    )
    {
        var values = keys.Distinct().ToDictionary(key => key, _ => SortValues.None);
        var asked = values.Keys.ToArray();
        await using var rows = await (
            kind is null
                ? reads.QueryAsync(_ofArticles, [asked], cancellation)
                : reads.QueryAsync(_ofComponents, [asked, audiences.ToNumbers(), (long)kind], cancellation)
        );
        while (await rows.ReadAsync(cancellation))
        {
            var key = rows.GetInt64(0);
            values[key] = values[key].Merge(new(IndexDocument.ParseSortValues(rows.GetString(1))));
        }

        return values;
    }
}
