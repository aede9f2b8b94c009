namespace ArticleApi.Index;

/// <summary>
/// A range of a date: from (inclusive) and before (exclusive), in milliseconds or, for publication, in positions.
/// </summary>
internal sealed record KeyRange(long? From, long? Before)
{
    public bool Contains(long at) =>
        at != IndexDocument.NoDate && (From is null || at >= From) && (Before is null || at < Before);
}
