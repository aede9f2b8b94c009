using ArticleApi.Core.Articles;
using ArticleApi.Core.Kinship;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>Which of several near-duplicates a list keeps.</summary>
internal enum Keep
{
    Newest,
    First,
}

/// <summary>An article whose body is much like another's.</summary>
/// <param name="Similarity">The estimated share of phrases that both have, 0 to 1.</param>
internal sealed record Duplicate(Mark Row, double Similarity);

/// <summary>
/// Finds near-duplicates by the handles of their likeness, which are filed as terms: a lookup is a few short ranges of
/// one index, for each audience its own.
/// </summary>
internal sealed class Duplicates(IReads reads, Finder finder, IndexNames names)
{
    /// <summary>The articles looked at under one handle: a phrase of everybody's is under very many.</summary>
    private const int MostUnderHandle = 64;

    /// <summary>The most that one article is compared with.</summary>
    private const int MostCompared = 256;

    /// <summary>
    /// The most articles a page is chosen from. A page that this leaves short says so and can be gone on with.
    /// </summary>
    private const int MostLookedAt = 200;

    private static readonly Statement Later = Under("\"Position\" > $3 ORDER BY \"Position\"");
    private static readonly Statement Earlier = Under("\"Position\" < $3 ORDER BY \"Position\" DESC");

    private readonly Statement _likenesses = new(
        $"""SELECT "ArticleKey", "Timeline", "Likeness" FROM {reads.Among("heads", "\"ArticleKey\"")} AND "Likeness" IS NOT NULL"""
    );

    /// <summary>The near-duplicates of an article that the audiences see, newest first.</summary>
    public async Task<IReadOnlyList<Duplicate>> Of(
        long article,
        IReadOnlyList<Audience> audiences,
        CancellationToken cancellation
    ) =>
        (await Likenesses([article], cancellation)).TryGetValue(article, out var own)
            ?
            [
                .. (
                    await Near(own.Likeness, article, audiences, Earlier, long.MaxValue, cancellation)
                ).OrderByDescending(duplicate => duplicate.Row.At),
            ]
            : [];

    /// <summary>
    /// A page of which an article is left out where a newer near-duplicate, or with <see cref="Keep.First"/> an older
    /// one, is found by the same question.
    /// </summary>
    public async Task<Found> Collapsed(
        Question question,
        Keep keep,
        Mark? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var kept = new List<Mark>();
        for (var looked = 0; ; )
        {
            var found = await finder.Find(question, after, limit - kept.Count, cancellation);
            kept.AddRange(await Kept(found.Rows, question, keep, cancellation));
            if (found.Next is null || kept.Count == limit)
                return found with { Rows = kept };

            looked += found.Rows.Count;
            if (found.Incomplete || looked >= MostLookedAt)
                return found with { Rows = kept, Incomplete = true };
            after = found.Next;
        }
    }

    /// <summary>
    /// What these articles are recognised by, and where they stand; those that are too short are left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, (long Position, Likeness Likeness)>> Likenesses(
        IReadOnlyList<long> articles,
        CancellationToken cancellation
    )
    {
        var likenesses = new Dictionary<long, (long, Likeness)>();
        await using var rows = await reads.Query(_likenesses, [articles.ToArray()], cancellation);
        while (await rows.Read(cancellation))
            likenesses.Add(rows.Long(0), (rows.Long(1), Likeness.Read(rows.Span(2))));

        return likenesses;
    }

    private async Task<List<Mark>> Kept(
        IReadOnlyList<Mark> rows,
        Question question,
        Keep keep,
        CancellationToken cancellation
    )
    {
        var likenesses = await Likenesses([.. rows.Select(row => row.Key)], cancellation);
        var kept = new List<Mark>(rows.Count);
        foreach (var row in rows)
        {
            if (
                !likenesses.TryGetValue(row.Key, out var own)
                || !await IsLeftOut(row.Key, own.Position, own.Likeness, question, keep, cancellation)
            )
                kept.Add(row);
        }

        return kept;
    }

    private async Task<bool> IsLeftOut(
        long article,
        long position,
        Likeness likeness,
        Question question,
        Keep keep,
        CancellationToken cancellation
    )
    {
        var near = await Near(
            likeness,
            article,
            question.Audiences,
            keep == Keep.Newest ? Later : Earlier,
            position,
            cancellation
        );

        return near.Count > 0
            && (await finder.Among(question, near.Select(duplicate => duplicate.Row), cancellation)).Count > 0;
    }

    // The ranges of all handles in one round trip, each limited by itself. The position is the third parameter, where
    // it first occurs.
    private static Statement Under(string range) =>
        new(
            string.Join(
                " UNION ALL ",
                Enumerable
                    .Range(1, Likeness.MostHandles)
                    .Select(handle =>
                        $"""
                            SELECT "Key" FROM (SELECT "Key" FROM terms WHERE "Audience" = $1 AND "Name" = ${(
                                handle == 1 ? 2 : handle + 2
                            )} AND {range}
                            LIMIT {MostUnderHandle}) AS under{handle}
                            """
                    )
            )
        );

    private async Task<IReadOnlyList<Duplicate>> Near(
        Likeness likeness,
        long article,
        IReadOnlyList<Audience> audiences,
        Statement toward,
        long from,
        CancellationToken cancellation
    )
    {
        var sharing = new Dictionary<long, int>();
        foreach (var audience in audiences)
        {
            var handles = new Argument[Likeness.MostHandles];
            for (var i = 0; i < likeness.Handles.Count; i++)
                handles[i] = names.Hash(likeness.Handles[i]);
            await using var rows = await reads.Query(
                toward,
                [(long)audience, handles[0], from, .. handles[1..]],
                cancellation
            );
            while (await rows.Read(cancellation))
                sharing[rows.Long(0)] = sharing.GetValueOrDefault(rows.Long(0)) + 1;
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
            .. from other in await Likenesses(likely, cancellation)
            let similarity = likeness.To(other.Value.Likeness)
            where similarity >= Likeness.Near
            select new Duplicate(new(other.Value.Position, other.Key), similarity),
        ];
    }
}
