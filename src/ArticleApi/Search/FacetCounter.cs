using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Search;

/// <summary>
/// Counts matches by their labels. Each article's labels stand in one small row at its position among those of its
/// audience, so that the cost is that of the matches counted, whatever the number of values.
/// </summary>
internal sealed class FacetCounter(ISqlReader reads, QueryExecutor finder, IndexKeys names)
{
    /// <summary>The most matches counted, newest first.</summary>
    public const int MostCounted = 10_000;

    private const int Chunk = 2_000;

    private static readonly SqlStatement Along = new(
        """SELECT "ValueIds" FROM facet_values WHERE "Audience" = $1 AND "Position" >= $2 AND "Position" < $3 ORDER BY "Position" DESC LIMIT $4"""
    );

    private static readonly SqlStatement Under = new(
        """
        SELECT f."ValueIds" FROM postings t CROSS JOIN facet_values f
        WHERE t."Audience" = $1 AND t."ListId" = $2 AND t."Position" >= $3 AND t."Position" < $4 AND f."Audience" = t."Audience" AND f."Position" = t."Position"
        ORDER BY t."Position" DESC LIMIT $5
        """
    );

    private readonly SqlStatement _at = new(
        $"""SELECT "ValueIds" FROM {reads.JoinValues("facet_values", "\"Audience\"", "\"Position\"")}"""
    );
    private readonly SqlStatement _labels = new(
        $"""SELECT "ValueId", "Audience", "NormalizedValue", "Value", "Name" FROM {reads.JoinValues("facet_value_counts", "\"Audience\"", "\"ValueId\"")}"""
    );

    /// <returns>The counts of each kind, most first, and whether there are more matches than were counted.</returns>
    public async Task<(IReadOnlyDictionary<FacetField, IReadOnlyList<FacetCount>> Counts, bool Capped)> CountAsync(
        IndexQuery question,
        IReadOnlyList<FacetField> kinds,
        int limit,
        CancellationToken cancellation
    )
    {
        var counts = new Dictionary<long, int>();
        var wanted = kinds.Aggregate(0, (mask, kind) => mask | (1 << (int)kind));
        // Without a filter the rows themselves are the matches; with one, those under its term.
        var capped = question switch
        {
            { OnlyTerm: not null, Filters.Count: 0 } => await CountRangeAsync(
                Along,
                [(long)question.Audiences[0], From(question), Before(question), MostCounted + 1],
                wanted,
                counts,
                cancellation
            ),
            { OnlyTerm: { } term } => await CountRangeAsync(
                Under,
                [
                    (long)question.Audiences[0],
                    names.ListId(question.Collection, term),
                    From(question),
                    Before(question),
                    MostCounted + 1,
                ],
                wanted,
                counts,
                cancellation
            ),
            _ => await CountHitsAsync(question, wanted, counts, cancellation),
        };

        var likely = kinds.ToDictionary(
            kind => kind,
            kind => MostFrequent(counts.Where(pair => IndexKeys.FacetFieldOf(pair.Key) == kind), limit)
        );
        var labels = await ReadLabelsAsync(
            question.Audiences,
            likely.Values.SelectMany(each => each).Select(pair => pair.Key).ToArray(),
            cancellation
        );
        return (
            likely.ToDictionary(
                pair => pair.Key,
                pair =>
                    (IReadOnlyList<FacetCount>)
                        pair
                            .Value.Where(count => labels.ContainsKey(count.Key))
                            .Select(count => (Label: labels[count.Key], Count: count.Value))
                            .OrderByDescending(count => count.Count)
                            .ThenBy(count => count.Label.Folded, StringComparer.Ordinal)
                            .Take(limit)
                            .Select(count => new FacetCount(count.Label.Value, count.Label.Name, count.Count))
                            .ToList()
            ),
            capped
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

    private static long From(IndexQuery question) => question.Published?.From ?? long.MinValue;

    private static long Before(IndexQuery question) => question.Published?.Before ?? long.MaxValue;

    /// <returns>Whether there are more than were counted.</returns>
    private async Task<bool> CountRangeAsync(
        SqlStatement statement,
        SqlArgument[] arguments,
        int wanted,
        Dictionary<long, int> counts,
        CancellationToken cancellation
    )
    {
        var counted = 0;
        await using var rows = await reads.QueryAsync(statement, arguments, cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (++counted > MostCounted)
                return true;
            Add(rows.GetSpan(0), wanted, counts);
        }

        return false;
    }

    /// <inheritdoc cref="CountRangeAsync"/>
    private async Task<bool> CountHitsAsync(
        IndexQuery question,
        int wanted,
        Dictionary<long, int> counts,
        CancellationToken cancellation
    )
    {
        var matches = await finder.FindAllAsync(question, MostCounted, cancellation);
        var audiences = question.Audiences.ToNumbers();
        foreach (var some in matches.Rows.Chunk(Chunk))
        {
            await using var rows = await reads.QueryAsync(
                _at,
                [audiences, some.Select(match => match.At).ToArray()],
                cancellation
            );
            while (await rows.ReadAsync(cancellation))
                Add(rows.GetSpan(0), wanted, counts);
        }

        return matches.Next is not null;
    }

    private static void Add(ReadOnlySpan<byte> codes, int wanted, Dictionary<long, int> counts)
    {
        for (; codes.Length >= sizeof(long); codes = codes[sizeof(long)..])
        {
            var code = BinaryPrimitives.ReadInt64LittleEndian(codes);
            if ((wanted >> (int)IndexKeys.FacetFieldOf(code) & 1) != 0)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, code, out _)++;
        }
    }

    private async Task<Dictionary<long, FacetLabel>> ReadLabelsAsync(
        IReadOnlyList<Audience> audiences,
        long[] codes,
        CancellationToken cancellation
    )
    {
        var labels = new Dictionary<long, FacetLabel>();
        await using var rows = await reads.QueryAsync(_labels, [audiences.ToNumbers(), codes], cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            // As the articles of the widest audience print it.
            var audience = (Audience)rows.GetInt64(1);
            if (!labels.TryGetValue(rows.GetInt64(0), out var known) || audience < known.Audience)
                labels[rows.GetInt64(0)] = new(audience, rows.GetString(2), rows.GetString(3), rows.GetString(4));
        }

        return labels;
    }

    private sealed record FacetLabel(Audience Audience, string Folded, string Value, string Name);
}
