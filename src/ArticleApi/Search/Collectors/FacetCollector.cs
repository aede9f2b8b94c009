using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ArticleApi.Index;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Search.Collectors;

/// <summary>
/// Counts the newest matches by their values. Each article's values stand in one small row at its position among those
/// of its audience, so that the cost is that of the matches counted, whatever the number of values.
/// </summary>
internal sealed class FacetCollector(IReadOnlyList<FacetField> fields) : ICollector
{
    private const int MaxCounted = CountCollector.MaxOpenCount;

    private readonly int _mask = fields.Aggregate(0, (mask, field) => mask | (1 << (int)field));
    private readonly Dictionary<long, int> _counts = [];
    private int _counted;

    public IReadOnlyList<FacetField> Fields => fields;

    /// <summary>By value ids.</summary>
    public IReadOnlyDictionary<long, int> Counts => _counts;

    /// <inheritdoc cref="CountCollector.IsCapped"/>
    public bool IsCapped { get; private set; }

    public MatchContent Content => MatchContent.FacetValues;

    public bool IsPaged => false;

    public long MaxEntriesRead => QueryExecutor.MaxEntriesRead;

    public int Wanted => IsCapped ? 0 : Math.Max(1, MaxCounted - _counted);

    public void Collect(scoped Match match)
    {
        if (_counted == MaxCounted)
        {
            IsCapped = true;
            return;
        }

        _counted++;
        for (var ids = match.FacetValueIds; ids.Length >= sizeof(long); ids = ids[sizeof(long)..])
        {
            var id = BinaryPrimitives.ReadInt64LittleEndian(ids);
            if ((_mask >> (int)IndexKeys.FacetFieldOf(id) & 1) != 0)
                CollectionsMarshal.GetValueRefOrAddDefault(_counts, id, out _)++;
        }
    }

    public void Stop(SortPosition next) => IsCapped = true;
}
