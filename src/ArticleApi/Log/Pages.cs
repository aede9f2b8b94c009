using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>
/// Pages of articles with their documents. Most are a stretch under one name in the order of publication, and take one
/// statement; others are found first, then read.
/// </summary>
internal sealed class Pages(IReads reads, Finder finder, Delivery delivery, IndexNames names)
{
    private static readonly Statement SummariesDown = Stretch("h.\"Summary\"", "", "", "DESC");
    private static readonly Statement SummariesUp = Stretch("h.\"Summary\"", "", "", "ASC");
    private static readonly Statement DocumentsDown = Stretch(
        "v.\"Document\"",
        " CROSS JOIN versions v",
        " AND v.\"Seq\" = h.\"Seq\"",
        "DESC"
    );
    private static readonly Statement DocumentsUp = Stretch(
        "v.\"Document\"",
        " CROSS JOIN versions v",
        " AND v.\"Seq\" = h.\"Seq\"",
        "ASC"
    );

    /// <param name="full">Whole documents instead of summaries.</param>
    /// <returns>What was found, and the documents of those still there, in the same order.</returns>
    public async Task<(Found Found, IReadOnlyList<byte[]> Documents)> Of(
        Question question,
        Mark? after,
        int limit,
        bool full,
        CancellationToken cancellation
    )
    {
        if (await Page(question, after, limit, full, cancellation) is { } page)
            return page;

        return await Read(await finder.Find(question, after, limit, cancellation), question, full, cancellation);
    }

    /// <summary>All whole documents in the order of publication, within any other dates.</summary>
    public DocumentStream Documents(Question question, Mark? after) => new(this, finder, delivery, question, after);

    /// <summary>What was found otherwise, with the documents of what is not gone or hidden by now.</summary>
    public async Task<(Found Found, IReadOnlyList<byte[]> Documents)> Read(
        Found found,
        Question question,
        bool full,
        CancellationToken cancellation
    ) =>
        (
            found,
            await delivery.Documents(found.Rows.Select(row => row.Key).ToList(), question.Audiences, full, cancellation)
        );

    /// <summary>
    /// Whether the question is about one name alone in the order of publication: then a stretch of it is read in one
    /// statement.
    /// </summary>
    public static bool IsAlong(Question question) => question is { List: "", Order.Date: null, OnlyTerm: not null };

    /// <summary>Hands over whole documents from one statement, as they lie.</summary>
    /// <param name="most">The rows asked for.</param>
    /// <returns>How many rows were read, where to go on, and whether more may follow.</returns>
    public async Task<(int Rows, Mark? Last, bool HasMore)> TakeAlong(
        Question question,
        Mark? after,
        int most,
        DocumentTaker take,
        CancellationToken cancellation
    )
    {
        var read = 0;
        await using var rows = await Along(question, after, most, true, cancellation);
        while (await rows.Read(cancellation))
        {
            if (read == most || (Delivery.IsShown(rows, 2, question.Audiences) && !take(rows.Span(4))))
                return (read, after, true);

            after = new(rows.Long(0), rows.Long(1));
            read++;
        }

        return (read, after, false);
    }

    /// <summary>
    /// A page in the order of publication in one statement; null where the question is not about one name alone.
    /// </summary>
    private async Task<(Found Found, IReadOnlyList<byte[]> Documents)?> Page(
        Question question,
        Mark? after,
        int limit,
        bool full,
        CancellationToken cancellation
    )
    {
        if (!IsAlong(question))
            return null;

        var (found, documents) = (new List<Mark>(limit), new List<byte[]>(limit));
        while (true)
        {
            var (read, most) = (0, limit - found.Count);
            await using var rows = await Along(question, after, most, full, cancellation);
            for (; await rows.Read(cancellation); read++)
            {
                after = new(rows.Long(0), rows.Long(1));
                // Asked of the head again: nothing that it does not show becomes a row or a cursor, or is told to
                // follow.
                if (!Delivery.IsShown(rows, 2, question.Audiences))
                    continue;
                if (found.Count == limit)
                    return (new(found, found.Count == 0 ? null : found[^1], false), documents);

                found.Add(after.Value);
                documents.Add(rows.Bytes(4));
            }

            if (read <= most)
                return (new(found, null, false), documents);
        }
    }

    // One row more than asked for tells that more follow.
    private ValueTask<IRows> Along(Question question, Mark? after, int limit, bool full, CancellationToken cancellation)
    {
        var down = question.Order.Descending;
        var (least, most) = (
            question.Positions?.From ?? long.MinValue,
            question.Positions?.Before - 1 ?? long.MaxValue
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
        return reads.Query(
            statement,
            [(long)question.Audiences[0], names.Hash(question.List, question.OnlyTerm!), most, least, limit + 1],
            cancellation
        );
    }

    private static Statement Stretch(string document, string from, string and, string order) =>
        new(
            $"""
            SELECT t."Position", t."Key", h."State", h."Audience", {document} FROM terms t CROSS JOIN heads h{from}
            WHERE t."Audience" = $1 AND t."Name" = $2 AND t."Position" <= $3 AND t."Position" >= $4 AND h."ArticleKey" = t."Key"{and}
            ORDER BY t."Position" {order} LIMIT $5
            """
        );
}
