using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.Facets;

/// <summary>Turns counts of value ids into what a reader is shown: the most frequent values, by their names.</summary>
internal sealed class FacetLabelReader(ISqlReader reads)
{
    private readonly SqlStatement _labels = FacetSql.Labels(reads);

    /// <summary>The counts of each field, most first, then by name.</summary>
    public async Task<IReadOnlyDictionary<FacetField, IReadOnlyList<FacetCount>>> ReadMostFrequentAsync(
        IReadOnlyDictionary<long, int> counts,
        IReadOnlyList<FacetField> fields,
        int limit,
        IReadOnlyList<Audience> audiences,
        CancellationToken cancellation
    )
    {
        var likely = fields.ToDictionary(
            field => field,
            field => MostFrequent(counts.Where(pair => IndexKeys.FacetFieldOf(pair.Key) == field), limit)
        );
        var labels = await ReadLabelsAsync(
            audiences,
            likely.Values.SelectMany(each => each).Select(pair => pair.Key).ToArray(),
            cancellation
        );

        return likely.ToDictionary(
            pair => pair.Key,
            pair =>
                (IReadOnlyList<FacetCount>)
                    pair
                        .Value.Where(count => labels.ContainsKey(count.Key))
                        .Select(count => (Label: labels[count.Key], Count: count.Value))
                        .OrderByDescending(count => count.Count)
                        .ThenBy(count => count.Label.NormalizedValue, StringComparer.Ordinal)
                        .Take(limit)
                        .Select(count => new FacetCount(count.Label.Value, count.Label.Name, count.Count))
                        .ToList()
        );
    }

    // The most frequent, and all that tie with the last of them: which of those come first their names decide, which
    // are not known yet.
    private static List<KeyValuePair<long, int>> MostFrequent(IEnumerable<KeyValuePair<long, int>> counts, int limit)
    {
        var sorted = counts.OrderByDescending(pair => pair.Value).ToList();
        var end = Math.Min(limit, sorted.Count);
        while (end > 0 && end < sorted.Count && sorted[end].Value == sorted[end - 1].Value)
            end++;

        return sorted.GetRange(0, end);
    }

    private async Task<Dictionary<long, FacetLabel>> ReadLabelsAsync(
        IReadOnlyList<Audience> audiences,
        long[] valueIds,
        CancellationToken cancellation
    )
    {
        var labels = new Dictionary<long, FacetLabel>();
        await using var rows = await reads.QueryAsync(_labels, [audiences.ToNumbers(), valueIds], cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            // As the articles of the widest audience print it.
            var audience = (Audience)rows.GetInt64(1);
            if (!labels.TryGetValue(rows.GetInt64(0), out var known) || audience < known.Audience)
                labels[rows.GetInt64(0)] = new(audience, rows.GetString(2), rows.GetString(3), rows.GetString(4));
        }

        return labels;
    }

    private sealed record FacetLabel(Audience Audience, string NormalizedValue, string Value, string Name);
}
