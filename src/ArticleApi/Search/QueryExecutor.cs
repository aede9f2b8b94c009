using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Index.Postings;
using ArticleApi.Index.Usage;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Search;

/// <summary>A search took longer than any may.</summary>
internal sealed class SearchTimeoutException() : Exception("The search takes too long.");

/// <param name="Next">Where the next page begins; null where nothing follows.</param>
/// <param name="BudgetExhausted">
/// True where the budget ended the search before the page was full; <paramref name="Next"/> goes on.
/// </param>
internal sealed record Hits(IReadOnlyList<SortPosition> Rows, SortPosition? Next, bool BudgetExhausted);

/// <summary>
/// Finds pages under any filters in any order by range scans alone. Under the order of publication the filters' ranges
/// are merged; under another date that date's range is walked and the filters are probed, unless few enough rows match
/// to sort them.
/// </summary>
internal sealed class QueryExecutor(ISqlReader reads, IndexKeys names, IndexStatus index)
{
    /// <summary>
    /// Index entries one search may read. A page that this leaves short says so and can be gone on with.
    /// </summary>
    public const int MaxEntriesRead = 50_000;

    /// <summary>So few matches are sorted at once instead of looked for along a date's range.</summary>
    private const int SmallResultSize = 1_000;

    private const int BatchSize = 256;

    /// <summary>The newest matches that a search ranks by relevance.</summary>
    private const int MaxRankedHits = 5_000;

    private const long TierMask = 15;

    /// <summary>The longest a search may take.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(3);

    private static readonly SqlStatement DescendingSql = new(
        """
        SELECT "At", "Key", "Position", "NextLater", "NextEarlier" FROM sort_entries
        WHERE "Audience" = $1 AND "ListId" = $2 AND "At" >= $3 AND "At" <= $4 AND ("At" < $5 OR "Key" < $6) ORDER BY "At" DESC, "Key" DESC LIMIT $7
        """
    );

    private static readonly SqlStatement AscendingSql = new(
        """
        SELECT "At", "Key", "Position", "NextLater", "NextEarlier" FROM sort_entries
        WHERE "Audience" = $1 AND "ListId" = $2 AND "At" >= $3 AND "At" <= $4 AND ("At" > $5 OR "Key" > $6) ORDER BY "At", "Key" LIMIT $7
        """
    );

    private readonly Dictionary<(string List, Audience Audience, bool Down), SqlStatement> _searches = (
        from list in FullTextTables.Lists
        from audience in Enum.GetValues<Audience>()
        from down in new[] { true, false }
        select (Key: (list, audience, down), Statement: reads.FullTextSql(FullTextTables.Table(list, audience), down))
    ).ToDictionary(pair => pair.Key, pair => pair.Statement);

    private readonly Dictionary<(string List, Audience Audience), SqlStatement> _oldest = (
        from list in FullTextTables.Lists
        from audience in Enum.GetValues<Audience>()
        select (
            Key: (list, audience),
            Statement: new SqlStatement(
                $"""SELECT min("Position") FROM ({reads.FullTextSql(FullTextTables.Table(list, audience), down: true).Sql}) AS newest"""
            )
            {
                IsCancellable = true,
            }
        )
    ).ToDictionary(pair => pair.Key, pair => pair.Statement);

    private readonly SqlStatement _headsAt = new(
        $"""SELECT "ArticleKey", "PublicationKey", "State", "Audience" FROM {reads.JoinValues("article_heads", "\"PublicationKey\"")}"""
    );

    private readonly SqlStatement _headsOf = new(
        $"""SELECT "ArticleKey", "ArticleKey", "State", "Audience" FROM {reads.JoinValues("article_heads", "\"ArticleKey\"")}"""
    );

    private readonly SqlStatement _showings = new(
        $"""SELECT "Key" FROM {reads.JoinValues("component_usage", "\"Key\"", "\"Audience\"")} AND "Kind" = $3"""
    );

    private readonly SqlStatement _filed = new(
        $"""SELECT "Position" FROM {reads.JoinValues("postings", "\"Audience\"", "\"ListId\"", "\"Position\"")}"""
    );
    private readonly SqlStatement _counted = new(
        $"""SELECT "Position" FROM {reads.JoinValues("facet_values", "\"Audience\"", "\"Position\"")}"""
    );
    private readonly SqlStatement _articleDates = new(
        $"""SELECT "ArticleKey", "SortValues" FROM {reads.JoinValues("article_heads", "\"ArticleKey\"")}"""
    );
    private readonly SqlStatement _componentDates = new(
        $"""SELECT "Key", "SortValues" FROM {reads.JoinValues("component_usage", "\"Key\"", "\"Audience\"")} AND "Kind" = $3"""
    );

    /// <summary>A page of what the audiences may see, whatever an index says.</summary>
    public Task<Hits> FindPageAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    ) =>
        WithTimeoutAsync(
            question,
            token =>
                question.Sort == SortOrder.Relevance ? SearchByRelevanceAsync(question, after, limit, token)
                : question.Sort.Date is null ? FindPageInPublicationOrderAsync(question, after, limit, token)
                : FillPageAsync(
                    question,
                    after,
                    limit,
                    (from, some) => SearchBySortKeyAsync(question, from, some, token),
                    token
                ),
            cancellation
        );

    /// <summary>The next that match in the order of publication, within any other dates.</summary>
    public Task<Hits> FindInPublicationOrderAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    ) =>
        WithTimeoutAsync(
            question,
            async token =>
            {
                var found = await FindPageInPublicationOrderAsync(
                    question with
                    {
                        Ranges = NoDates,
                    },
                    after,
                    limit,
                    token
                );

                return question.Ranges.Count == 0
                    ? found
                    : found with
                    {
                        Rows = await FilterByRangesAsync(question, found.Rows, token),
                    };
            },
            cancellation
        );

    /// <summary>
    /// All that match, newest first, up to <paramref name="most"/>, in any number within the budget; <c>Next</c> is
    /// null where that is all. Keys are -1 where a search alone found the row.
    /// </summary>
    public Task<Hits> FindAllAsync(IndexQuery question, int most, CancellationToken cancellation) =>
        WithTimeoutAsync(
            question,
            async token =>
            {
                var budget = most == int.MaxValue ? long.MaxValue : MaxEntriesRead;
                if (question.Ranges.Count == 0)
                    return await IntersectPostingsAsync(
                        question with
                        {
                            Sort = new(null, true),
                        },
                        null,
                        most,
                        budget,
                        token
                    );

                return await TryCollectSmallResultAsync(question, token) is { } few
                    ? new(await FilterByRangesAsync(question, few, token), null, false)
                    : await CollectWithinRangeAsync(question, most, budget, token);
            },
            cancellation
        );

    /// <summary>How many match, up to <paramref name="most"/>.</summary>
    public async Task<(int Count, bool Capped)> CountAsync(
        IndexQuery question,
        int most,
        CancellationToken cancellation
    )
    {
        var all = await FindAllAsync(question, most, cancellation);

        return (await CountVisibleAsync(question, all.Rows, cancellation), all.Next is not null);
    }

    // What the terms and the words find is asked again of the rows that are counted, which have their audience too.
    private async Task<int> CountVisibleAsync(
        IndexQuery question,
        IReadOnlyList<SortPosition> rows,
        CancellationToken cancellation
    )
    {
        var count = 0;
        foreach (var some in rows.Chunk(SmallResultSize))
        {
            count +=
                question.Collection.Length > 0
                    ? (
                        await FindVisibleComponentsAsync(question, some.Select(ComponentKeyOf).ToArray(), cancellation)
                    ).Count
                    : await CountAsync(some);
        }

        return count;

        async Task<int> CountAsync(SortPosition[] some)
        {
            var articles = 0;
            await using var seen = await reads.QueryAsync(
                _counted,
                [question.Audiences.ToNumbers(), some.Select(row => row.At).ToArray()],
                cancellation
            );
            while (await seen.ReadAsync(cancellation))
                articles++;

            return articles;
        }
    }

    /// <summary>
    /// Which of some rows, named by their positions, the question finds: each is probed, whatever lies between them.
    /// </summary>
    public Task<IReadOnlyList<SortPosition>> FilterAsync(
        IndexQuery question,
        IEnumerable<SortPosition> rows,
        CancellationToken cancellation
    ) =>
        WithTimeoutAsync(
            question,
            async token =>
            {
                var groups = OpenPostings(question, new(), false, 1);
                var found = new List<SortPosition>();
                foreach (
                    var row in rows.Where(row =>
                            !question.Exclude.Contains(row.Key) && question.Published?.Contains(row.At) != false
                        )
                        .OrderBy(row => row.At)
                )
                {
                    var meets = true;
                    foreach (var group in groups)
                        meets = meets && (await group.SeekAsync(row.At, false, token))?.Position == row.At;
                    if (meets)
                        found.Add(row);
                }

                var seen = await KeepVisibleAsync(question with { Sort = new(null, false) }, found, token);
                return question.Ranges.Count == 0 ? seen : await FilterByRangesAsync(question, seen, token);
            },
            cancellation
        );

    // The database cannot be asked beforehand what a search will cost.
    private async Task<T> WithTimeoutAsync<T>(
        IndexQuery question,
        Func<CancellationToken, Task<T>> find,
        CancellationToken cancellation
    )
    {
        if (question.Text is null)
            return await find(cancellation);

        index.ThrowIfOtherVersion();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(MaxDuration);
        try
        {
            return await find(time.Token);
        }
        catch (System.Data.Common.DbException missing) when (missing.IsMissingSearchTable())
        {
            throw new IndexRebuildingException();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SearchTimeoutException();
        }
    }

    // Tier by tier, each newest first and without those that a better one has, among the newest matches only: so a page
    // costs about what it costs in the order of publication, however many match.
    private async Task<Hits> SearchByRelevanceAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    )
    {
        // Where the newest matches end is told from page to page, so that what is published meanwhile pushes none out.
        // The tier stands in its last bits.
        var newest = question with
        {
            Sort = new(null, true),
        };
        if ((after?.Key ?? await FindRankingHorizonAsync(newest, cancellation)) is not { } end)
            return new([], null, false);

        var oldest = end & ~TierMask;
        var within = newest with
        {
            Published = new(Math.Max(oldest, question.Published?.From ?? long.MinValue), question.Published?.Before),
        };
        var tiers = question.Text!.RelevanceTiers();
        var rows = new List<(SortPosition Row, int Tier)>();
        for (var tier = (int)(after?.Key & TierMask ?? 0); tier < tiers.Count && rows.Count <= limit; tier++)
        {
            var own = tier == 0 ? tiers[0] : Expression.Not.Create(tiers[tier], tiers[tier - 1]);
            var from = after is { } mark && (mark.Key & TierMask) == tier ? mark : (SortPosition?)null;
            var found = await FindPageInPublicationOrderAsync(
                within with
                {
                    Text = own,
                },
                from,
                limit + 1 - rows.Count,
                cancellation
            );
            rows.AddRange(found.Rows.Select(row => (row, tier)));
        }

        var page = rows.Take(limit).ToList();
        SortPosition? next =
            rows.Count > limit && limit > 0 ? new(page[^1].Row.At, oldest | (long)page[^1].Tier) : null;
        return new(page.ConvertAll(row => row.Row), next, false);
    }

    // Nothing but a search is left to the database, where the matches between stay.
    private async Task<long?> FindRankingHorizonAsync(IndexQuery newest, CancellationToken cancellation)
    {
        if (newest is not { Audiences: [var audience], Filters.Count: 0, Exclude.Count: 0 })
            return
                await IntersectPostingsAsync(newest, null, MaxRankedHits, MaxEntriesRead, cancellation)
                    is { Rows: [.., var last] }
                ? last.At
                : null;

        var before = newest.Published?.Before;
        await using var rows = await reads.QueryAsync(
            _oldest[(newest.Collection, audience)],
            [reads.FormatMatch(newest.Text!), before is null ? long.MaxValue : before.Value - 1, MaxRankedHits],
            cancellation
        );

        return await rows.ReadAsync(cancellation) && !rows.IsNull(0) ? rows.GetInt64(0) : null;
    }

    private Task<Hits> FindPageInPublicationOrderAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    ) =>
        FillPageAsync(
            question,
            after,
            limit,
            (from, some) => IntersectPostingsAsync(question, from, some, MaxEntriesRead, cancellation),
            cancellation
        );

    // A page ends at the last row that may be seen, and more follow only where one more of these does: so neither tells
    // of what else an index has.
    private async Task<Hits> FillPageAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        Func<SortPosition?, int, Task<Hits>> find,
        CancellationToken cancellation
    )
    {
        var rows = new List<SortPosition>();
        while (true)
        {
            var found = await find(after, limit + 1 - rows.Count);
            rows.AddRange(await KeepVisibleAsync(question, found.Rows, cancellation));
            if (rows.Count > limit || found.Next is null)
                return ToPage(rows, limit);
            if (found.BudgetExhausted)
                return new(rows, found.Next, true);

            after = found.Next;
        }
    }

    // Those that the audiences may see, with their keys: asked of what the rows stand for, by the position or, under a
    // date, the key.
    private async Task<IReadOnlyList<SortPosition>> KeepVisibleAsync(
        IndexQuery question,
        IReadOnlyList<SortPosition> rows,
        CancellationToken cancellation
    )
    {
        if (rows.Count == 0)
            return rows;
        if (question.Collection.Length > 0)
        {
            var shown = await FindVisibleComponentsAsync(question, rows.Select(ComponentKeyOf).ToArray(), cancellation);
            return rows.Select(row => row with { Key = ComponentKeyOf(row) })
                .Where(row => shown.Contains(row.Key))
                .ToList();
        }

        var isKeyed = question.Sort.Date is not null;
        var keys = new Dictionary<long, long>(rows.Count);
        await using var heads = await reads.QueryAsync(
            isKeyed ? _headsOf : _headsAt,
            [rows.Select(NameOf).ToArray()],
            cancellation
        );
        while (await heads.ReadAsync(cancellation))
        {
            if (ArticleReader.IsVisible(heads, 2, question.Audiences))
                keys.Add(heads.GetInt64(1), heads.GetInt64(0));
        }

        return rows.Where(row => keys.ContainsKey(NameOf(row)))
            .Select(row => row with { Key = keys[NameOf(row)] })
            .ToList();

        long NameOf(SortPosition row) => isKeyed ? row.Key : row.At;
    }

    // The images, captions or datelines that are filed for the audiences.
    private async Task<HashSet<long>> FindVisibleComponentsAsync(
        IndexQuery question,
        long[] keys,
        CancellationToken cancellation
    )
    {
        var shown = new HashSet<long>(keys.Length);
        await using var rows = await reads.QueryAsync(
            _showings,
            [keys, question.Audiences.ToNumbers(), (long)KindOf(question)!],
            cancellation
        );
        while (await rows.ReadAsync(cancellation))
            shown.Add(rows.GetInt64(0));

        return shown;
    }

    // A search alone tells positions; captions and datelines stand at their keys.
    private static long ComponentKeyOf(SortPosition row) => row.Key >= 0 ? row.Key : row.At;

    private static ComponentKind? KindOf(IndexQuery question) =>
        Enum.GetValues<ComponentKind>()
            .Where(kind => UsageIndex.CollectionOf(kind) == question.Collection)
            .Cast<ComponentKind?>()
            .SingleOrDefault();

    private static readonly Dictionary<string, KeyRange> NoDates = [];

    private async Task<Hits> IntersectPostingsAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        long budget,
        CancellationToken cancellation
    )
    {
        var down = question.Sort.Descending;
        var work = new QueryCost();
        var groups = OpenPostings(question, work, down, limit);
        var rows = new List<SortPosition>();
        var candidate = FirstCandidate(question, after, down);
        while (candidate is { } position)
        {
            var (meets, key) = (true, 0L);
            foreach (var group in groups)
            {
                if (await group.SeekAsync(position, down, cancellation) is not { } hit || IsPast(hit.Position))
                    return new(rows, null, false);
                if (hit.Position != position)
                {
                    (candidate, meets) = (hit.Position, false);
                    break;
                }

                key = hit.Key;
            }

            if (work.EntriesRead > budget && position is not (long.MinValue or long.MaxValue))
                return new(rows, new(Before(position), 0), true);
            if (!meets)
                continue;

            if (!question.Exclude.Contains(key))
            {
                if (rows.Count == limit)
                    return new(rows, rows.Count == 0 ? null : rows[^1], false);
                rows.Add(new(position, key));
            }

            candidate = After(position);
        }

        return new(rows, null, false);

        long? After(long position) =>
            down ? (position == long.MinValue ? null : position - 1)
            : position == long.MaxValue ? null
            : position + 1;
        long Before(long position) => down ? position + 1 : position - 1;
        bool IsPast(long position) =>
            down ? question.Published?.From > position : question.Published?.Before <= position;
    }

    private static long? FirstCandidate(IndexQuery question, SortPosition? after, bool down)
    {
        var start =
            after is { } mark ? (down ? mark.At - 1 : mark.At + 1)
            : down ? long.MaxValue
            : long.MinValue;

        return down
            ? question.Published?.Before is { } before
                ? Math.Min(start, before - 1)
                : start
            : question.Published?.From is { } from
                ? Math.Max(start, from)
                : start;
    }

    private List<PostingsUnion> OpenPostings(IndexQuery question, QueryCost work, bool down, int limit)
    {
        // A search alone needs no terms; to leave rows out, their keys have to be known.
        var groups =
            question.Filters.Count > 0 ? question.Filters
            : question.Text is not null && question.Exclude.Count == 0 ? []
            :
            [
                [IndexDocument.All],
            ];
        var chunk = groups.Count + (question.Text is null ? 0 : 1) == 1 ? Math.Min(limit, 1_000) + 1 : BatchSize;
        var streams = groups
            .Select(group => new PostingsUnion([
                .. from audience in question.Audiences
                from term in @group.Distinct()
                select new PostingsCursor(
                    reads,
                    work,
                    down ? PostingsCursor.Down : PostingsCursor.Up,
                    [(long)audience, names.ListId(question.Collection, term)],
                    down,
                    chunk
                ),
            ]))
            .ToList();
        if (question.Text is { } search)
            streams.Insert(
                0,
                new([
                    .. question.Audiences.Select(audience => new PostingsCursor(
                        reads,
                        work,
                        _searches[(question.Collection, audience, down)],
                        [reads.FormatMatch(search)],
                        down,
                        chunk
                    )),
                ])
            );

        return streams;
    }

    private async Task<Hits> SearchBySortKeyAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    ) =>
        await TryCollectSmallResultAsync(question, cancellation) is { } few
            ? await SortSmallResultAsync(question, few, after, limit, cancellation)
            : await ScanSortIndexAsync(question, after, limit, cancellation);

    /// <summary>
    /// What the filters alone find, newest first, where it is little enough to be looked at whole; else null.
    /// </summary>
    private async Task<IReadOnlyList<SortPosition>?> TryCollectSmallResultAsync(
        IndexQuery question,
        CancellationToken cancellation
    )
    {
        if (question.Filters.Count == 0)
            return null;

        var matches = await IntersectPostingsAsync(
            question with
            {
                Sort = new(null, true),
                Ranges = NoDates,
            },
            null,
            SmallResultSize + 1,
            MaxEntriesRead / 5,
            cancellation
        );
        return matches is { Next: null, BudgetExhausted: false } && matches.Rows.Count <= SmallResultSize
            ? matches.Rows
            : null;
    }

    // The range of a date asked for is walked from its end; the filters and other dates are probed.
    private async Task<Hits> CollectWithinRangeAsync(
        IndexQuery question,
        int most,
        long budget,
        CancellationToken cancellation
    )
    {
        var name = question.Ranges.Keys.First();
        var newest = question with { Sort = new(name, true) };
        var rows = new List<SortPosition>();
        SortPosition? last = null;
        for (var read = 0L; read < budget; read += SmallResultSize)
        {
            var entries = await ReadSortEntriesAsync(
                newest,
                name,
                question.Ranges[name],
                last,
                SmallResultSize,
                cancellation
            );
            foreach (var entry in await ProbeFiltersAsync(newest, entries, cancellation))
            {
                if (rows.Count == most)
                    return new(rows, last ?? default(SortPosition), false);
                rows.Add(new(entry.Position, entry.Key));
            }

            if (entries.Count < SmallResultSize)
                return new(rows, null, false);
            last = new SortPosition(entries[^1].At, entries[^1].Key);
        }

        return new(rows, last, true);
    }

    // All matches are known: their dates are looked up and sorted.
    private async Task<Hits> SortSmallResultAsync(
        IndexQuery question,
        IReadOnlyList<SortPosition> matches,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var (name, down) = (question.Sort.Date!, question.Sort.Descending);
        var dates = await ReadSortValuesAsync(question, matches.Select(match => match.Key).ToList(), cancellation);
        var rows = matches
            .Where(match => OtherRanges(question).All(other => HasValueIn(dates, match.Key, other)))
            .SelectMany(match =>
                SortValueOf(dates[match.Key], name, question.Ranges.GetValueOrDefault(name), down) is { } at
                    ? [new SortPosition(at, match.Key)]
                    : Array.Empty<SortPosition>()
            )
            .Where(mark => after is not { } last || (down ? Compare(mark, last) < 0 : Compare(mark, last) > 0));
        var page = (
            down
                ? rows.OrderDescending(Comparer<SortPosition>.Create(Compare))
                : rows.Order(Comparer<SortPosition>.Create(Compare))
        )
            .Take(limit + 1)
            .ToList();

        return ToPage(page, limit);
    }

    // The date's own range is walked in order, and the filters are probed chunk by chunk.
    private async Task<Hits> ScanSortIndexAsync(
        IndexQuery question,
        SortPosition? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var (name, down) = (question.Sort.Date!, question.Sort.Descending);
        var within = question.Ranges.GetValueOrDefault(name);
        var rows = new List<SortPosition>();
        var last = after;
        var chunk = question.Filters.Count == 0 ? limit + 1 : BatchSize;
        for (var read = 0; read < MaxEntriesRead; read += chunk)
        {
            var entries = await ReadSortEntriesAsync(question, name, within, last, chunk, cancellation);
            var passed = await ProbeFiltersAsync(question, entries, cancellation);
            rows.AddRange(passed.Select(entry => new SortPosition(entry.At, entry.Key)));
            if (rows.Count > limit || entries.Count < chunk)
                return ToPage(rows, limit);

            last = new SortPosition(entries[^1].At, entries[^1].Key);
        }

        return rows.Count > limit ? ToPage(rows, limit) : new(rows, last, true);
    }

    private async Task<List<SortEntry>> ReadSortEntriesAsync(
        IndexQuery question,
        string name,
        KeyRange? within,
        SortPosition? after,
        int take,
        CancellationToken cancellation
    )
    {
        var down = question.Sort.Descending;
        var (least, most) = within is null
            ? (long.MinValue, long.MaxValue)
            : (within.From ?? IndexDocument.NoDate + 1, within.Before - 1 ?? long.MaxValue);
        // One comparison bounds the range by the index; the mark's key settles ties.
        var mark = after ?? (down ? new(long.MaxValue, 0) : new(long.MinValue, -1));
        (least, most) = down ? (least, Math.Min(most, mark.At)) : (Math.Max(least, mark.At), most);
        var merged = new List<SortEntry>();
        var stored = names.ListId(question.Collection, name);
        foreach (var audience in question.Audiences)
        {
            await using var rows = await reads.QueryAsync(
                down ? DescendingSql : AscendingSql,
                [(long)audience, stored, least, most, mark.At, mark.Key, take],
                cancellation
            );
            while (await rows.ReadAsync(cancellation))
            {
                merged.Add(
                    new SortEntry
                    {
                        Audience = audience,
                        ListId = stored,
                        At = rows.GetInt64(0),
                        Key = rows.GetInt64(1),
                        Position = rows.GetInt64(2),
                        NextLater = rows.IsNull(3) ? null : rows.GetInt64(3),
                        NextEarlier = rows.IsNull(4) ? null : rows.GetInt64(4),
                    }
                );
            }
        }

        if (question.Audiences.Count == 1)
            return merged;

        var order = Comparer<SortEntry>.Create((a, b) => Compare(new(a.At, a.Key), new(b.At, b.Key)));
        return (down ? merged.OrderDescending(order) : merged.Order(order)).Take(take).ToList();
    }

    private async Task<List<SortEntry>> ProbeFiltersAsync(
        IndexQuery question,
        List<SortEntry> entries,
        CancellationToken cancellation
    )
    {
        var within = question.Ranges.GetValueOrDefault(question.Sort.Date!);
        // A row with several dates comes once: where the order meets it first.
        var passed = entries
            .Where(entry =>
                !question.Exclude.Contains(entry.Key)
                && (question.Published is null || question.Published.Contains(entry.Position))
                && (
                    question.Sort.Descending
                        ? entry.NextLater is not { } above || (within?.Before is { } before && above >= before)
                        : entry.NextEarlier is not { } below || (within?.From is { } from && below < from)
                )
            )
            .ToList();
        if (IsIndexedForSeveral(question))
            passed = await WithoutDoublesAsync(question, passed, cancellation);

        foreach (var group in question.Filters)
        {
            var terms = group.Distinct().Select(term => names.ListId(question.Collection, term)).ToArray();
            var positions = passed.Select(entry => entry.Position).Distinct().ToArray();
            var hits = new HashSet<long>();
            await using (
                var rows = await reads.QueryAsync(
                    _filed,
                    [question.Audiences.ToNumbers(), terms, positions],
                    cancellation
                )
            )
            {
                while (await rows.ReadAsync(cancellation))
                    hits.Add(rows.GetInt64(0));
            }

            passed = passed.Where(entry => hits.Contains(entry.Position)).ToList();
        }

        if (!OtherRanges(question).Any())
            return passed;

        var dates = await ReadSortValuesAsync(question, passed.Select(entry => entry.Key).ToList(), cancellation);
        return passed.Where(entry => OtherRanges(question).All(other => HasValueIn(dates, entry.Key, other))).ToList();
    }

    // An image, caption or dateline is filed for each audience that is shown it, each with dates of its own.
    private static bool IsIndexedForSeveral(IndexQuery question) =>
        question.Collection.Length > 0 && question.Audiences.Count > 1;

    private async Task<List<SortEntry>> WithoutDoublesAsync(
        IndexQuery question,
        List<SortEntry> entries,
        CancellationToken cancellation
    )
    {
        var (name, down) = (question.Sort.Date!, question.Sort.Descending);
        var within = question.Ranges.GetValueOrDefault(name);
        var dates = await ReadSortValuesAsync(question, entries.Select(entry => entry.Key).ToList(), cancellation);

        return entries
            .Where(entry => SortValueOf(dates[entry.Key], name, within, down) == entry.At)
            .DistinctBy(entry => entry.Key)
            .ToList();
    }

    private async Task<IReadOnlyList<SortPosition>> FilterByRangesAsync(
        IndexQuery question,
        IReadOnlyList<SortPosition> rows,
        CancellationToken cancellation
    )
    {
        var within = new List<SortPosition>();
        foreach (var chunk in rows.Chunk(SmallResultSize))
        {
            var dates = await ReadSortValuesAsync(question, chunk.Select(row => row.Key).ToList(), cancellation);
            within.AddRange(chunk.Where(row => question.Ranges.All(date => HasValueIn(dates, row.Key, date))));
        }

        return within;
    }

    private async Task<Dictionary<long, IReadOnlyList<(string Name, long At)>>> ReadSortValuesAsync(
        IndexQuery question,
        List<long> keys,
        CancellationToken cancellation
    )
    {
        var kind = KindOf(question);
        var dates = keys.Distinct().ToDictionary(key => key, _ => (IReadOnlyList<(string Name, long At)>)[]);
        await using var rows = await (
            kind is null
                ? reads.QueryAsync(_articleDates, [dates.Keys.ToArray()], cancellation)
                : reads.QueryAsync(
                    _componentDates,
                    [dates.Keys.ToArray(), question.Audiences.ToNumbers(), (long)kind],
                    cancellation
                )
        );
        while (await rows.ReadAsync(cancellation))
            dates[rows.GetInt64(0)] = MergeSortValues(
                dates[rows.GetInt64(0)],
                IndexDocument.ParseSortValues(rows.GetString(1))
            );

        return dates;
    }

    // Undated is what has no date for anyone who asks.
    private static IReadOnlyList<(string Name, long At)> MergeSortValues(
        IReadOnlyList<(string Name, long At)> one,
        IReadOnlyList<(string Name, long At)> other
    ) =>
        one.Count == 0
            ? other
            :
            [
                .. one.Union(other)
                    .GroupBy(date => date.Name)
                    .SelectMany(own =>
                        own.Any(date => date.At != IndexDocument.NoDate)
                            ? own.Where(date => date.At != IndexDocument.NoDate)
                            : own
                    ),
            ];

    private static IEnumerable<KeyValuePair<string, KeyRange>> OtherRanges(IndexQuery question) =>
        question.Ranges.Where(date => date.Key != question.Sort.Date);

    private static bool HasValueIn(
        Dictionary<long, IReadOnlyList<(string Name, long At)>> dates,
        long key,
        KeyValuePair<string, KeyRange> stretch
    ) => dates[key].Any(date => date.Name == stretch.Key && stretch.Value.Contains(date.At));

    private static long? SortValueOf(
        IReadOnlyList<(string Name, long At)> dates,
        string name,
        KeyRange? within,
        bool down
    )
    {
        var own = dates
            .Where(date => date.Name == name && (within is null || within.Contains(date.At)))
            .Select(date => date.At)
            .ToList();

        return own.Count == 0 ? null
            : down ? own.Max()
            : own.Min();
    }

    private static Hits ToPage(List<SortPosition> rows, int limit) =>
        rows.Count > limit
            ? new(rows.GetRange(0, limit), limit == 0 ? null : rows[limit - 1], false)
            : new(rows, null, false);

    private static int Compare(SortPosition a, SortPosition b) =>
        a.At != b.At ? a.At.CompareTo(b.At) : a.Key.CompareTo(b.Key);
}
