using ArticleApi.Index;

namespace ArticleApi.Search.Collectors;

/// <summary>How many match, up to a number; without one, however long it takes.</summary>
internal sealed class CountCollector(int max) : ICollector
{
    /// <summary>The most that is counted for everybody.</summary>
    public const int MaxOpenCount = 10_000;

    public int Count { get; private set; }

    /// <summary>Whether there are more than were counted.</summary>
    public bool IsCapped { get; private set; }

    public MatchContent Content => MatchContent.None;

    public bool IsPaged => false;

    public long MaxEntriesRead => max == int.MaxValue ? long.MaxValue : QueryExecutor.MaxEntriesRead;

    public int Wanted => IsCapped ? 0 : Math.Max(1, max - Count);

    public void Collect(scoped Match match)
    {
        if (Count == max)
            IsCapped = true;
        else
            Count++;
    }

    public void Stop(SortPosition next) => IsCapped = true;
}
