using ArticleApi.Index;

namespace ArticleApi.Search;

/// <summary>The next matches of a source.</summary>
/// <param name="HasMore">Whether others may follow.</param>
/// <param name="StoppedAt">Where to go on, where the budget ended before there were as many as asked for.</param>
internal readonly record struct MatchBatch(
    IReadOnlyList<SortPosition> Rows,
    bool HasMore,
    SortPosition? StoppedAt = null
);
