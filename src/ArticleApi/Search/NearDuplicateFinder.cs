using ArticleApi.Core.Articles;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Index;
using ArticleApi.Storage;

namespace ArticleApi.Search;

/// <summary>Which of several near-duplicates a list keeps.</summary>
internal enum DuplicatePreference
{
    Newest,
    First,
}

/// <summary>An article whose body is much like another's.</summary>
/// <param name="Similarity">The estimated share of phrases that both have, 0 to 1.</param>
internal sealed record NearDuplicate(SortPosition Row, double Similarity);

/// <summary>
/// Finds near-duplicates by the lookup hashes of their signature, which are postings as terms are: a lookup is a few
/// short ranges of one index, for each audience its own.
/// </summary>
internal sealed class NearDuplicateFinder(ISqlReader reads, QueryExecutor executor, IndexKeys names)
{
    /// <summary>The articles looked at under one handle: a phrase of everybody's is under very many.</summary>
    private const int MostUnderHandle = 64;

    /// <summary>The most that one article is compared with.</summary>
    private const int MostCompared = 256;

    /// <summary>
    /// The most articles a page is chosen from. A page that this leaves short says so and can be gone on with.
    /// </summary>
    private const int MostLookedAt = 200;

    private static readonly SqlStatement Later = CandidatesSql("\"Position\" > $3 ORDER BY \"Position\"");
    private static readonly SqlStatement Earlier = CandidatesSql("\"Position\" < $3 ORDER BY \"Position\" DESC");

    private readonly SqlStatement _signatures = new(
        $"""
        SELECT "ArticleKey", "PublicationKey", "Signature"
        FROM {reads.JoinValues("article_heads", "\"ArticleKey\"")} AND "Signature" IS NOT NULL
        """
    );

    /// <summary>The near-duplicates of an article that the audiences see, newest first.</summary>
    public async Task<IReadOnlyList<NearDuplicate>> FindAsync(
        long article,
        IReadOnlyList<Audience> audiences,
        CancellationToken cancellation
    ) =>
        (await ReadSignaturesAsync([article], cancellation)).TryGetValue(article, out var own)
            ?
            [
                .. (
                    await FindCandidatesAsync(own.Signature, article, audiences, Earlier, long.MaxValue, cancellation)
                ).OrderByDescending(duplicate => duplicate.Row.At),
            ]
            : [];

    /// <summary>
    /// A page of which an article is left out where a newer near-duplicate, or with <see
    /// cref="DuplicatePreference.First"/> an older one, is found by the same query.
    /// </summary>
    public async Task<Hits> CollapseAsync(
        IndexQuery query,
        DuplicatePreference keep,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var kept = new List<SortPosition>();
        for (var looked = 0; ; )
        {
            var found = await executor.FindPageAsync(query, after, limit - kept.Count, cancellation);
            kept.AddRange(await RemoveCollapsedAsync(found.Rows, query, keep, cancellation));
            if (found.Next is null || kept.Count == limit)
                return found with { Rows = kept };

            looked += found.Rows.Count;
            if (found.BudgetExhausted || looked >= MostLookedAt)
                return found with { Rows = kept, BudgetExhausted = true };
            after = found.Next;
        }
    }

    /// <summary>
    /// What these articles are recognised by, and where they stand; those that are too short are left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, (long Position, TextSignature Signature)>> ReadSignaturesAsync(
        IReadOnlyList<long> articles,
        CancellationToken cancellation
    )
    {
        var signatures = new Dictionary<long, (long, TextSignature)>();
        await using var rows = await reads.QueryAsync(_signatures, [articles.ToArray()], cancellation);
        while (await rows.ReadAsync(cancellation))
            signatures.Add(rows.GetInt64(0), (rows.GetInt64(1), TextSignature.FromBytes(rows.GetSpan(2))));

        return signatures;
    }

    private async Task<List<SortPosition>> RemoveCollapsedAsync(
        IReadOnlyList<SortPosition> rows,
        IndexQuery query,
        DuplicatePreference keep,
        CancellationToken cancellation
    )
    {
        var signatures = await ReadSignaturesAsync([.. rows.Select(row => row.Key)], cancellation);
        var kept = new List<SortPosition>(rows.Count);
        foreach (var row in rows)
        {
            if (
                !signatures.TryGetValue(row.Key, out var own)
                || !await IsCollapsedAsync(row.Key, own.Position, own.Signature, query, keep, cancellation)
            )
                kept.Add(row);
        }

        return kept;
    }

    private async Task<bool> IsCollapsedAsync(
        long article,
        long position,
        TextSignature signature,
        IndexQuery query,
        DuplicatePreference keep,
        CancellationToken cancellation
    )
    {
        var near = await FindCandidatesAsync(
            signature,
            article,
            query.Audiences,
            keep == DuplicatePreference.Newest ? Later : Earlier,
            position,
            cancellation
        );

        return near.Count > 0
            && (await executor.FilterAsync(query, near.Select(duplicate => duplicate.Row), cancellation)).Count > 0;
    }

    // The ranges of all handles in one round trip, each limited by itself. The position is the third parameter, where
    // it first occurs.
    private static SqlStatement CandidatesSql(string range) =>
        new(
            string.Join(
                " UNION ALL ",
                Enumerable
                    .Range(1, TextSignature.MaxLookupHashes)
                    .Select(handle =>
                        $"""
                            SELECT "Key" FROM (SELECT "Key" FROM postings WHERE "Audience" = $1 AND "ListId" = ${(
                                handle == 1 ? 2 : handle + 2
                            )} AND {range}
                            LIMIT {MostUnderHandle}) AS under{handle}
                            """
                    )
            )
        );

    private async Task<IReadOnlyList<NearDuplicate>> FindCandidatesAsync(
        TextSignature signature,
        long article,
        IReadOnlyList<Audience> audiences,
        SqlStatement toward,
        long from,
        CancellationToken cancellation
    )
    {
        var sharing = new Dictionary<long, int>();
        foreach (var audience in audiences)
        {
            var hashes = new SqlArgument[TextSignature.MaxLookupHashes];
            for (var i = 0; i < signature.LookupHashes.Count; i++)
                hashes[i] = names.SignatureListId(signature.LookupHashes[i]);
            await using var rows = await reads.QueryAsync(
                toward,
                [(long)audience, hashes[0], from, .. hashes[1..]],
                cancellation
            );
            while (await rows.ReadAsync(cancellation))
                sharing[rows.GetInt64(0)] = sharing.GetValueOrDefault(rows.GetInt64(0)) + 1;
        }

        sharing.Remove(article);
        if (sharing.Count == 0)
            return [];

        // Those that share most are compared first; a phrase of everybody's is shared alone.
        var likely = sharing
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => pair.Key)
            .Take(MostCompared)
            .Select(pair => pair.Key)
            .ToList();
        return
        [
            .. from other in await ReadSignaturesAsync(likely, cancellation)
            let similarity = signature.SimilarityTo(other.Value.Signature)
            where similarity >= TextSignature.NearDuplicateThreshold
            select new NearDuplicate(new(other.Value.Position, other.Key), similarity),
        ];
    }
}
