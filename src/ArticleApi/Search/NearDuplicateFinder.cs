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

/// <summary>What an article is recognised by, and where it stands in the order of publication.</summary>
internal sealed record SignedArticle(long Key, long Position, TextSignature Signature);

/// <summary>
/// Finds near-duplicates by the lookup hashes of their signature, which are postings as terms are: a lookup is a few
/// short ranges of one index, for each audience its own.
/// </summary>
internal sealed class NearDuplicateFinder(ISqlReader reads, QueryExecutor executor, IndexKeys indexKeys)
{
    /// <summary>The articles looked at under one lookup hash: a phrase of everybody's is under very many.</summary>
    private const int MaxPerHash = 64;

    /// <summary>The most that one article is compared with.</summary>
    private const int MaxCompared = 256;

    /// <summary>
    /// The most articles a page is chosen from. A page that this leaves short says so and can be gone on with.
    /// </summary>
    private const int MaxExamined = 200;

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
                    await FindCandidatesAsync(own with { Position = long.MaxValue }, audiences, Earlier, cancellation)
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
        for (var examined = 0; ; )
        {
            var found = await executor.FindPageAsync(query, after, limit - kept.Count, cancellation);
            kept.AddRange(await RemoveCollapsedAsync(found.Rows, query, keep, cancellation));
            if (found.Next is null || kept.Count == limit)
                return found with { Rows = kept };

            examined += found.Rows.Count;
            if (found.BudgetExhausted || examined >= MaxExamined)
                return found with { Rows = kept, BudgetExhausted = true };
            after = found.Next;
        }
    }

    /// <summary>
    /// What these articles are recognised by, and where they stand; those that are too short are left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, SignedArticle>> ReadSignaturesAsync(
        IReadOnlyList<long> articles,
        CancellationToken cancellation
    )
    {
        var signatures = new Dictionary<long, SignedArticle>();
        await using var rows = await reads.QueryAsync(_signatures, [articles.ToArray()], cancellation);
        while (await rows.ReadAsync(cancellation))
            signatures.Add(
                rows.GetInt64(0),
                new(rows.GetInt64(0), rows.GetInt64(1), TextSignature.FromBytes(rows.GetSpan(2)))
            );

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
                !signatures.TryGetValue(row.Key, out var own) || !await IsCollapsedAsync(own, query, keep, cancellation)
            )
                kept.Add(row);
        }

        return kept;
    }

    private async Task<bool> IsCollapsedAsync(
        SignedArticle article,
        IndexQuery query,
        DuplicatePreference keep,
        CancellationToken cancellation
    )
    {
        var near = await FindCandidatesAsync(
            article,
            query.Audiences,
            keep == DuplicatePreference.Newest ? Later : Earlier,
            cancellation
        );

        return near.Count > 0
            && (await executor.FilterAsync(query, near.Select(duplicate => duplicate.Row), cancellation)).Count > 0;
    }

    // The ranges of all lookup hashes in one round trip, each limited by itself. The position is the third parameter,
    // where it first occurs.
    private static SqlStatement CandidatesSql(string range) =>
        new(
            string.Join(
                " UNION ALL ",
                Enumerable
                    .Range(0, TextSignature.MaxLookupHashes)
                    .Select(hash =>
                        $"""
                            SELECT "Key" FROM (
                                SELECT "Key" FROM postings
                                WHERE "Audience" = $1 AND "ListId" = ${(hash == 0 ? 2 : hash + 3)} AND {range}
                                LIMIT {MaxPerHash}
                            ) AS under{hash}
                            """
                    )
            )
        );

    private async Task<IReadOnlyList<NearDuplicate>> FindCandidatesAsync(
        SignedArticle article,
        IReadOnlyList<Audience> audiences,
        SqlStatement statement,
        CancellationToken cancellation
    )
    {
        var sharing = new Dictionary<long, int>();
        foreach (var audience in audiences)
        {
            var hashes = new SqlArgument[TextSignature.MaxLookupHashes];
            for (var i = 0; i < article.Signature.LookupHashes.Count; i++)
                hashes[i] = indexKeys.SignatureListId(article.Signature.LookupHashes[i]);
            await using var rows = await reads.QueryAsync(
                statement,
                [(long)audience, hashes[0], article.Position, .. hashes[1..]],
                cancellation
            );
            while (await rows.ReadAsync(cancellation))
                sharing[rows.GetInt64(0)] = sharing.GetValueOrDefault(rows.GetInt64(0)) + 1;
        }

        sharing.Remove(article.Key);
        if (sharing.Count == 0)
            return [];

        // Those that share most are compared first; a phrase of everybody's is shared alone.
        var likely = sharing
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => pair.Key)
            .Take(MaxCompared)
            .Select(pair => pair.Key)
            .ToList();
        return
        [
            .. from other in await ReadSignaturesAsync(likely, cancellation)
            let similarity = article.Signature.SimilarityTo(other.Value.Signature)
            where similarity >= TextSignature.NearDuplicateThreshold
            select new NearDuplicate(new(other.Value.Position, other.Key), similarity),
        ];
    }
}
