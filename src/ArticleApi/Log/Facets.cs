using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>How many of a question's matches carry a value.</summary>
/// <param name="Value">What its filter takes.</param>
internal sealed record FacetCount(string Value, string Label, int Count);

/// <summary>
/// Counts matches by their labels. Each article's labels stand in one small row at its position, so that the cost is that of the matches
/// counted, whatever the number of values.
/// </summary>
internal sealed class Facets(IReads reads, Finder finder)
{
    /// <summary>The most matches counted, newest first.</summary>
    public const int MostCounted = 10_000;

    private const int Chunk = 2_000;

    private static readonly Statement Along = new("""SELECT "Position", "Codes" FROM facets WHERE "Position" <= $1 AND "Position" >= $2 ORDER BY "Position" DESC""");

    private readonly Statement _at = new($"""SELECT "Position", "Codes" FROM {reads.Among("facets", "\"Position\"")}""");
    private readonly Statement _labels = new($"""SELECT "Code", "Value", "Name" FROM {reads.Among("labels", "\"Code\"")}""");

    /// <returns>The counts of each kind, most first, and whether there are more matches than were counted.</returns>
    public async Task<(IReadOnlyDictionary<LabelKind, IReadOnlyList<FacetCount>> Counts, bool Capped)> Count(
        Question question, IReadOnlyList<LabelKind> kinds, int limit, CancellationToken cancellation)
    {
        var matches = await finder.Matches(question, MostCounted, cancellation);
        var counts = new Dictionary<long, int>();
        var wanted = kinds.Aggregate(0, (mask, kind) => mask | (1 << (int)kind));
        if (matches.Rows.Count > 0 && question is { Groups.Count: 0, Search: null, Dates.Count: 0 })
            await CountAlong(matches.Rows, wanted, counts, cancellation);
        else
            await CountAt(matches.Rows, wanted, counts, cancellation);

        var top = kinds.ToDictionary(kind => kind, kind => counts.Where(pair => Filing.KindOf(pair.Key) == kind).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(limit).ToList());
        var labels = await Labels(top.Values.SelectMany(each => each).Select(pair => pair.Key).ToArray(), cancellation);
        return (top.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<FacetCount>)pair.Value.Where(count => labels.ContainsKey(count.Key))
                .Select(count => new FacetCount(labels[count.Key].Value, labels[count.Key].Name, count.Value))
                .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal).ToList()), matches.Next is not null);
    }

    // Everything between the first and the last match is read in order; rows of other audiences are passed over.
    private async Task CountAlong(IReadOnlyList<Mark> matches, int wanted, Dictionary<long, int> counts, CancellationToken cancellation)
    {
        var at = 0;
        await using var rows = await reads.Query(Along, [matches[0].At, matches[^1].At], cancellation);
        while (at < matches.Count && await rows.Read(cancellation))
        {
            var position = rows.Long(0);
            while (at < matches.Count && matches[at].At > position)
                at++;
            if (at < matches.Count && matches[at].At == position)
                Add(rows.Span(1), wanted, counts);
        }
    }

    private async Task CountAt(IReadOnlyList<Mark> matches, int wanted, Dictionary<long, int> counts, CancellationToken cancellation)
    {
        foreach (var some in matches.Chunk(Chunk))
        {
            await using var rows = await reads.Query(_at, [some.Select(match => match.At).ToArray()], cancellation);
            while (await rows.Read(cancellation))
                Add(rows.Span(1), wanted, counts);
        }
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
