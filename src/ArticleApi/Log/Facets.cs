using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>How many of a question's matches carry a value.</summary>
/// <param name="Value">What its filter takes.</param>
internal sealed record FacetCount(string Value, string Label, int Count);

/// <summary>
/// Counts matches by their labels. Each article's labels stand in one small row at its position among those of its audience, so that the
/// cost is that of the matches counted, whatever the number of values.
/// </summary>
internal sealed class Facets(IReads reads, Finder finder)
{
    /// <summary>The most matches counted, newest first.</summary>
    public const int MostCounted = 10_000;

    private const int Chunk = 2_000;

    private static readonly Statement Along = new("""SELECT "Codes" FROM facets WHERE "Audience" = $1 AND "Position" >= $2 AND "Position" < $3 ORDER BY "Position" DESC LIMIT $4""");

    private static readonly Statement Under = new(
        """
        SELECT f."Codes" FROM terms t CROSS JOIN facets f
        WHERE t."Name" = $1 AND t."Position" >= $2 AND t."Position" < $3 AND f."Audience" = $4 AND f."Position" = t."Position" ORDER BY t."Position" DESC LIMIT $5
        """);

    private readonly Statement _at = new($"""SELECT "Codes" FROM {reads.Among("facets", "\"Audience\"", "\"Position\"")}""");
    private readonly Statement _labels = new($"""SELECT "Code", "Value", "Name" FROM {reads.Among("labels", "\"Code\"")}""");

    /// <returns>The counts of each kind, most first, and whether there are more matches than were counted.</returns>
    public async Task<(IReadOnlyDictionary<LabelKind, IReadOnlyList<FacetCount>> Counts, bool Capped)> Count(
        Question question, IReadOnlyList<LabelKind> kinds, int limit, CancellationToken cancellation)
    {
        var counts = new Dictionary<long, int>();
        var wanted = kinds.Aggregate(0, (mask, kind) => mask | (1 << (int)kind));
        // Without a filter the rows themselves are the matches; with one, those under its term.
        var capped = question switch
        {
            { Name: not null, Groups.Count: 0 } =>
                await CountAlong(Along, [(long)question.Audiences[0], From(question), Before(question), MostCounted + 1], wanted, counts, cancellation),
            { Name: { } name } =>
                await CountAlong(Under, [name, From(question), Before(question), (long)question.Audiences[0], MostCounted + 1], wanted, counts, cancellation),
            _ => await CountMatches(question, wanted, counts, cancellation),
        };

        var top = kinds.ToDictionary(kind => kind, kind => counts.Where(pair => Filing.KindOf(pair.Key) == kind).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(limit).ToList());
        var labels = await Labels(top.Values.SelectMany(each => each).Select(pair => pair.Key).ToArray(), cancellation);
        return (top.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<FacetCount>)pair.Value.Where(count => labels.ContainsKey(count.Key))
                .Select(count => new FacetCount(labels[count.Key].Value, labels[count.Key].Name, count.Value))
                .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal).ToList()), capped);
    }

    private static long From(Question question) => question.Positions?.From ?? long.MinValue;

    private static long Before(Question question) => question.Positions?.Before ?? long.MaxValue;

    /// <returns>Whether there are more than were counted.</returns>
    private async Task<bool> CountAlong(Statement statement, Argument[] arguments, int wanted, Dictionary<long, int> counts, CancellationToken cancellation)
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
    private async Task<bool> CountMatches(Question question, int wanted, Dictionary<long, int> counts, CancellationToken cancellation)
    {
        var matches = await finder.Matches(question, MostCounted, cancellation);
        var audiences = question.Audiences.Select(audience => (long)audience).ToArray();
        foreach (var some in matches.Rows.Chunk(Chunk))
        {
            await using var rows = await reads.Query(_at, [audiences, some.Select(match => match.At).ToArray()], cancellation);
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
            if ((wanted >> (int)Filing.KindOf(code) & 1) != 0)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, code, out _)++;
        }
    }

    private async Task<Dictionary<long, (string Value, string Name)>> Labels(long[] codes, CancellationToken cancellation)
    {
        var labels = new Dictionary<long, (string, string)>();
        await using var rows = await reads.Query(_labels, [codes], cancellation);
        while (await rows.Read(cancellation))
            labels[rows.Long(0)] = (rows.Text(1), rows.Text(2));

        return labels;
    }
}
