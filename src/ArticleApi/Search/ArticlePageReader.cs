using System.Buffers;
using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Log;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;

namespace ArticleApi.Search;

/// <summary>
/// Pages of articles with their documents. Most are a range under one name in the order of publication, and take one
/// statement; others are found first, then read.
/// </summary>
internal sealed class ArticlePageReader(
    ISqlReader reads,
    QueryExecutor executor,
    ArticleReader articles,
    IndexKeys keys
)
{
    private static readonly SqlStatement SummariesDown = RangeSql("h.\"Summary\"", "", "", "DESC");
    private static readonly SqlStatement SummariesUp = RangeSql("h.\"Summary\"", "", "", "ASC");
    private static readonly SqlStatement DocumentsDown = RangeSql(
        "v.\"Document\"",
        " CROSS JOIN article_versions v",
        " AND v.\"Sequence\" = h.\"Sequence\"",
        "DESC"
    );
    private static readonly SqlStatement DocumentsUp = RangeSql(
        "v.\"Document\"",
        " CROSS JOIN article_versions v",
        " AND v.\"Sequence\" = h.\"Sequence\"",
        "ASC"
    );

    /// <param name="full">Whole documents instead of summaries.</param>
    /// <returns>What was found, and the documents of it, in the same order.</returns>
    public async Task<(Hits Found, IReadOnlyList<byte[]> Documents)> ReadPageAsync(
        IndexQuery query,
        SortPosition? after,
        int limit,
        bool full,
        CancellationToken cancellation
    )
    {
        var page = new PageCollector(limit, full ? MatchContent.Document : MatchContent.Summary);
        await ReadPageAsync(query, after, page, [], cancellation);

        return (page.Hits, page.Documents);
    }

    /// <summary>A page beside which others collect what they count.</summary>
    public async Task ReadPageAsync(
        IndexQuery query,
        SortPosition? after,
        PageCollector page,
        IReadOnlyList<ICollector> counters,
        CancellationToken cancellation
    )
    {
        if (!IsSinglePostingList(query))
        {
            await executor.ExecuteAsync(query, after, [page, .. counters], cancellation);
            return;
        }

        await ReadSinglePostingListAsync(query, after, page, cancellation);
        if (counters.Count > 0)
            await executor.ExecuteAsync(query, null, counters, cancellation);
    }

    /// <summary>All whole documents in the order of publication, within any other dates.</summary>
    public DocumentStream StreamDocuments(IndexQuery query, SortPosition? after) =>
        new(this, executor, articles, query, after);

    /// <summary>What was found otherwise, with the documents of what is not gone or hidden by now.</summary>
    public async Task<(Hits Found, IReadOnlyList<byte[]> Documents)> LoadAsync(
        Hits found,
        IndexQuery query,
        bool full,
        CancellationToken cancellation
    ) =>
        (
            found,
            await articles.ReadDocumentsAsync(
                found.Rows.Select(row => row.Key).ToList(),
                query.Visibility,
                full,
                cancellation
            )
        );

    /// <summary>
    /// Whether the query is about one name alone in the order of publication: then a range of it is read in one
    /// statement.
    /// </summary>
    public static bool IsSinglePostingList(IndexQuery query) =>
        query is { Collection: "", Sort.Date: null, OnlyTerm: not null };

    /// <summary>Hands over whole documents from one statement, as they lie.</summary>
    /// <param name="most">The rows asked for.</param>
    /// <returns>How many rows were read, where to go on, and whether more may follow.</returns>
    public async Task<(int Rows, SortPosition? Last, bool HasMore)> ConsumePublicationOrderAsync(
        IndexQuery query,
        SortPosition? after,
        int most,
        DocumentConsumer take,
        CancellationToken cancellation
    )
    {
        var read = 0;
        await using var rows = await QueryPublicationOrderAsync(query, after, most, true, cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (
                read == most
                || (ArticleReader.IsVisible(rows, 2, query.Audiences) && !TryConsume(rows, query.Visibility, take))
            )
                return (read, after, true);

            after = new(rows.GetInt64(0), rows.GetInt64(1));
            read++;
        }

        return (read, after, false);
    }

    // A page in the order of publication in one statement.
    private async Task ReadSinglePostingListAsync(
        IndexQuery query,
        SortPosition? after,
        PageCollector page,
        CancellationToken cancellation
    )
    {
        var isFull = page.Content == MatchContent.Document;
        while (page.Wanted > 0)
        {
            var (read, wanted) = (0, page.Wanted);
            await using var rows = await QueryPublicationOrderAsync(query, after, wanted - 1, isFull, cancellation);
            for (; await rows.ReadAsync(cancellation); read++)
            {
                after = new(rows.GetInt64(0), rows.GetInt64(1));
                // Asked of the head again: nothing that it does not show becomes a row or a cursor, or is told to
                // follow.
                if (ArticleReader.IsVisible(rows, 2, query.Audiences))
                    page.Collect(
                        new(after.Value, after.Value.Key)
                        {
                            Document = page.HasAllRows ? null : ReadDocument(rows, query.Visibility, isFull),
                        }
                    );
            }

            if (read < wanted)
                return;
        }
    }

    private static byte[] ReadDocument(IRowReader rows, Visibility visibility, bool full) =>
        full ? visibility.Show(rows.GetJson(4, true)) : rows.GetJson(4, false);

    // Whoever takes it copies it.
    private static bool TryConsume(IRowReader rows, Visibility visibility, DocumentConsumer take)
    {
        var stored = rows.GetSpan(4);
        var length = CompressedBytes.LengthOf(stored);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        CompressedBytes.Decompress(stored, rented);
        var isTaken = take(visibility.Show(rented.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(rented);

        return isTaken;
    }

    // One row more than asked for tells that more follow.
    private ValueTask<IRowReader> QueryPublicationOrderAsync(
        IndexQuery query,
        SortPosition? after,
        int limit,
        bool full,
        CancellationToken cancellation
    )
    {
        var down = query.Sort.Descending;
        var (least, most) = (query.Published?.From ?? long.MinValue, query.Published?.Before - 1 ?? long.MaxValue);
        if (after is { } position)
            (least, most) = down ? (least, Math.Min(most, position.At - 1)) : (Math.Max(least, position.At + 1), most);

        var statement = (full, down) switch
        {
            (false, true) => SummariesDown,
            (false, false) => SummariesUp,
            (true, true) => DocumentsDown,
            (true, false) => DocumentsUp,
        };
        return reads.QueryAsync(
            statement,
            [(long)query.Audiences[0], keys.ListId(query.Collection, query.OnlyTerm!), most, least, limit + 1],
            cancellation
        );
    }

    private static SqlStatement RangeSql(string document, string from, string and, string order) =>
        // A range of the postings' primary key, with a lookup of the head for each entry.
        new(
            $"""
            SELECT t."Position", t."Key", h."State", h."Audience", {document}
            FROM postings t CROSS JOIN article_heads h{from}
            WHERE t."Audience" = $1 AND t."ListId" = $2 AND t."Position" <= $3 AND t."Position" >= $4
            AND h."ArticleKey" = t."Key"{and}
            ORDER BY t."Position" {order} LIMIT $5
            """
        );
}
