using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>How many of a question's matches carry a value.</summary>
/// <param name="Value">What its filter takes.</param>
internal sealed record FacetCount(string Value, string Label, int Count);

/// <summary>
/// Counts matches by their labels. Each article's labels stand in one small row at its position among those of its
/// audience, so that the cost is that of the matches counted, whatever the number of values.
/// </summary>
internal sealed class Facets(IReads reads, Finder finder, IndexNames names)
{
    /// <summary>The most matches counted, newest first.</summary>
    public const int MostCounted = 10_000;

    private const int Chunk = 2_000;

    private static readonly Statement Along = new(
        """SELECT "Codes" FROM facets WHERE "Audience" = $1 AND "Position" >= $2 AND "Position" < $3 ORDER BY "Position" DESC LIMIT $4"""
    );

    private static readonly Statement Under = new(
        """
        SELECT f."Codes" FROM terms t CROSS JOIN facets f
        WHERE t."Audience" = $1 AND t."Name" = $2 AND t."Position" >= $3 AND t."Position" < $4 AND f."Audience" = t."Audience" AND f."Position" = t."Position"
        ORDER BY t."Position" DESC LIMIT $5
        """
    );

    private readonly Statement _at = new(
        $"""SELECT "Codes" FROM {reads.Among("facets", "\"Audience\"", "\"Position\"")}"""
    );
    private readonly Statement _labels = new(
        $"""SELECT "Code", "Audience", "Folded", "Value", "Name" FROM {reads.Among("labels", "\"Audience\"", "\"Code\"")}"""
    );

    /// <returns>The counts of each kind, most first, and whether there are more matches than were counted.</returns>
    public async Task<(IReadOnlyDictionary<LabelKind, IReadOnlyList<FacetCount>> Counts, bool Capped)> Count(
        Question question,
        IReadOnlyList<LabelKind> kinds,
        int limit,
        CancellationToken cancellation
    )
    {
        var counts = new Dictionary<long, int>();
        var wanted = kinds.Aggregate(0, (mask, kind) => mask | (1 << (int)kind));
        // Without a filter the rows themselves are the matches; with one, those under its term.
        var capped = question switch
        {
            { OnlyTerm: not null, Groups.Count: 0 } => await CountAlong(
                Along,
                [(long)question.Audiences[0], From(question), Before(question), MostCounted + 1],
                wanted,
                counts,
                cancellation
            ),
            { OnlyTerm: { } term } => await CountAlong(
                Under,
                [
                    (long)question.Audiences[0],
                    names.Hash(question.List, term),
                    From(question),
                    Before(question),
                    MostCounted + 1,
                ],
                wanted,
                counts,
                cancellation
            ),
            _ => await CountMatches(question, wanted, counts, cancellation),
        };

        var likely = kinds.ToDictionary(
            kind => kind,
            kind => Likely(counts.Where(pair => IndexNames.KindOf(pair.Key) == kind), limit)
        );
        var labels = await Labels(
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
    private static List<KeyValuePair<long, int>> Likely(IEnumerable<KeyValuePair<long, int>> counts, int limit)
    {
        var sorted = counts.OrderByDescending(pair => pair.Value).ToList();
        var end = Math.Min(limit, sorted.Count);
        while (end > 0 && end < sorted.Count && sorted[end].Value == sorted[end - 1].Value)
            end++;

        return sorted.GetRange(0, end);
    }

    private static long From(Question question) => question.Positions?.From ?? long.MinValue;

    private static long Before(Question question) => question.Positions?.Before ?? long.MaxValue;

    /// <returns>Whether there are more than were counted.</returns>
    private async Task<bool> CountAlong(
        Statement statement,
        Argument[] arguments,
        int wanted,
        Dictionary<long, int> counts,
        CancellationToken cancellation
    )
    {
        var counted = 0;
        await using var rows = await reads.Query(statement, arguments, cancellation);
        while (await rows.Read(cancellation))
        {
            if (++counted > MostCounted)
                return true;
            Add(rows.Span(0), wanted, counts);
        }

        return false;
    }

    /// <inheritdoc cref="CountAlong"/>
    private async Task<bool> CountMatches(
        Question question,
        int wanted,
        Dictionary<long, int> counts,
        CancellationToken cancellation
    )
    {
        var matches = await finder.Matches(question, MostCounted, cancellation);
        var audiences = question.Audiences.ToNumbers();
        foreach (var some in matches.Rows.Chunk(Chunk))
        {
            await using var rows = await reads.Query(
                _at,
                [audiences, some.Select(match => match.At).ToArray()],
                cancellation
            );
            while (await rows.Read(cancellation))
                Add(rows.Span(0), wanted, counts);
        }

        return matches.Next is not null;
    }

    private static void Add(ReadOnlySpan<byte> codes, int wanted, Dictionary<long, int> counts)
    {
        for (; codes.Length >= sizeof(long); codes = codes[sizeof(long)..])
        {
            var code = BinaryPrimitives.ReadInt64LittleEndian(codes);
            if ((wanted >> (int)IndexNames.KindOf(code) & 1) != 0)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, code, out _)++;
        }
    }

    private async Task<Dictionary<long, Label>> Labels(
        IReadOnlyList<Audience> audiences,
        long[] codes,
        CancellationToken cancellation
    )
    {
        var labels = new Dictionary<long, Label>();
        await using var rows = await reads.Query(_labels, [audiences.ToNumbers(), codes], cancellation);
        while (await rows.Read(cancellation))
        {
            // As the articles of the widest audience print it.
            var audience = (Audience)rows.Long(1);
            if (!labels.TryGetValue(rows.Long(0), out var known) || audience < known.Audience)
                labels[rows.Long(0)] = new(audience, rows.Text(2), rows.Text(3), rows.Text(4));
        }

        return labels;
    }

    private sealed record Label(Audience Audience, string Folded, string Value, string Name);
}
