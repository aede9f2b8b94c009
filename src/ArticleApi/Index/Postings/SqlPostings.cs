using ArticleApi.Storage;

namespace ArticleApi.Index.Postings;

/// <summary>Postings as the database keeps them.</summary>
/// <param name="statement">
/// Takes what is asked for, a position to begin at and a number of rows; gives positions and keys.
/// </param>
/// <param name="of">What is asked for: an audience and a list, or a search.</param>
internal sealed class SqlPostings(ISqlReader reads, SqlStatement statement, SqlArgument[] of) : IPostingsSource
{
    public async Task ReadAsync(long from, int count, List<SortPosition> entries, CancellationToken cancellation)
    {
        await using var rows = await reads.QueryAsync(statement, [.. of, from, count], cancellation);
        while (await rows.ReadAsync(cancellation))
            entries.Add(new(rows.GetInt64(0), rows.GetInt64(1)));
    }
}
