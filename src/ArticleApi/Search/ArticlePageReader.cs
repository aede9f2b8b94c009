using ArticleApi.Index;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Search;

/// <summary>
/// Pages of articles with their documents. Most are a stretch under one name in the order of publication, and take one
/// statement; others are found first, then read.
/// </summary>
internal sealed class ArticlePageReader(ISqlReader reads, QueryExecutor finder, ArticleReader delivery, IndexKeys names)
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
    /// <returns>What was found, and the documents of those still there, in the same order.</returns>
    public async Task<(Hits Found, IReadOnlyList<byte[]> Documents)> ReadPageAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        bool full,
        CancellationToken cancellation
    )
    {
        if (await TryReadSinglePostingListAsync(question, after, limit, full, cancellation) is { } page)
            return page;

        return await LoadAsync(
            await finder.FindPageAsync(question, after, limit, cancellation),
            question,
            full,
            cancellation
        );
    }

    /// <summary>All whole documents in the order of publication, within any other dates.</summary>
    public DocumentStream StreamDocuments(IndexQuery question, SortPosition? after) =>
        new(this, finder, delivery, question, after);

    /// <summary>What was found otherwise, with the documents of what is not gone or hidden by now.</summary>
    public async Task<(Hits Found, IReadOnlyList<byte[]> Documents)> LoadAsync(
        Hits found,
        IndexQuery question,
        bool full,
        CancellationToken cancellation
    ) =>
        (
            found,
            await delivery.ReadDocumentsAsync(
                found.Rows.Select(row => row.Key).ToList(),
                question.Audiences,
                full,
                cancellation
            )
        );

    /// <summary>
    /// Whether the question is about one name alone in the order of publication: then a stretch of it is read in one
    /// statement.
    /// </summary>
    public static bool IsSinglePostingList(IndexQuery question) =>
        question is { Collection: "", Sort.Date: null, OnlyTerm: not null };

    /// <summary>Hands over whole documents from one statement, as they lie.</summary>
    /// <param name="most">The rows asked for.</param>
    /// <returns>How many rows were read, where to go on, and whether more may follow.</returns>
    public async Task<(int Rows, SortPosition? Last, bool HasMore)> ConsumePublicationOrderAsync(
        IndexQuery question,
        SortPosition? after,
        int most,
        DocumentConsumer take,
        CancellationToken cancellation
    )
    {
        var read = 0;
        await using var rows = await QueryPublicationOrderAsync(question, after, most, true, cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (read == most || (ArticleReader.IsVisible(rows, 2, question.Audiences) && !take(rows.GetSpan(4))))
                return (read, after, true);

            after = new(rows.GetInt64(0), rows.GetInt64(1));
            read++;
        }

        return (read, after, false);
    }

    /// <summary>
    /// A page in the order of publication in one statement; null where the question is not about one name alone.
    /// </summary>
    private async Task<(Hits Found, IReadOnlyList<byte[]> Documents)?> TryReadSinglePostingListAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        bool full,
        CancellationToken cancellation
    )
    {
        if (!IsSinglePostingList(question))
            return null;

        var (found, documents) = (new List<SortPosition>(limit), new List<byte[]>(limit));
        while (true)
        {
            var (read, most) = (0, limit - found.Count);
            await using var rows = await QueryPublicationOrderAsync(question, after, most, full, cancellation);
            for (; await rows.ReadAsync(cancellation); read++)
            {
                after = new(rows.GetInt64(0), rows.GetInt64(1));
                // Asked of the head again: nothing that it does not show becomes a row or a cursor, or is told to
                // follow.
                if (!ArticleReader.IsVisible(rows, 2, question.Audiences))
                    continue;
                if (found.Count == limit)
                    return (new(found, found.Count == 0 ? null : found[^1], false), documents);

                found.Add(after.Value);
                documents.Add(rows.GetBytes(4));
            }

            if (read <= most)
                return (new(found, null, false), documents);
        }
    }

    // One row more than asked for tells that more follow.
    private ValueTask<IRowReader> QueryPublicationOrderAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        bool full,
        CancellationToken cancellation
    )
    {
        var down = question.Sort.Descending;
        var (least, most) = (
            question.Published?.From ?? long.MinValue,
            question.Published?.Before - 1 ?? long.MaxValue
        );
        if (after is { } mark)
            (least, most) = down ? (least, Math.Min(most, mark.At - 1)) : (Math.Max(least, mark.At + 1), most);

        var statement = (full, down) switch
        {
            (false, true) => SummariesDown,
            (false, false) => SummariesUp,
            (true, true) => DocumentsDown,
            (true, false) => DocumentsUp,
        };
        return reads.QueryAsync(
            statement,
            [
                (long)question.Audiences[0],
                names.ListId(question.Collection, question.OnlyTerm!),
                most,
                least,
                limit + 1,
            ],
            cancellation
        );
    }

    private static SqlStatement RangeSql(string document, string from, string and, string order) =>
        new(
            $"""
            SELECT t."Position", t."Key", h."State", h."Audience", {document} FROM postings t CROSS JOIN article_heads h{from}
            WHERE t."Audience" = $1 AND t."ListId" = $2 AND t."Position" <= $3 AND t."Position" >= $4 AND h."ArticleKey" = t."Key"{and}
            ORDER BY t."Position" {order} LIMIT $5
            """
        );
}
