using ArticleApi.Index;
using ArticleApi.Index.Postings;

namespace ArticleApi.Tests.Search;

/// <summary>Postings in memory, whose keys are their positions.</summary>
internal sealed class ListedPostings(bool down, params IReadOnlyList<long> positions) : IPostingsSource
{
    /// <summary>The rows asked for, read by read.</summary>
    public List<int> Reads { get; } = [];

    public Task ReadAsync(long from, int count, List<SortPosition> entries, CancellationToken cancellation)
    {
        Reads.Add(count);
        var ordered = down
            ? positions.OrderDescending().Where(position => position <= from)
            : positions.Order().Where(position => position >= from);
        entries.AddRange(ordered.Take(count).Select(position => new SortPosition(position, position)));
        return Task.CompletedTask;
    }
}
