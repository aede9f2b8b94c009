using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>A search took longer than any may.</summary>
#pragma warning disable CA1032 // It says nothing else.
internal sealed class SearchTooCostlyException() : Exception("The search takes too long.");
#pragma warning restore CA1032

/// <summary>
/// A place in an order: for publication the position, for other dates the date; ties are settled by the key.
/// </summary>
internal readonly record struct Mark(long At, long Key);

/// <param name="Next">Where the next page begins; null where nothing follows.</param>
/// <param name="Incomplete">
/// True where the budget ended the search before the page was full; <paramref name="Next"/> goes on.
/// </param>
internal sealed record Found(IReadOnlyList<Mark> Rows, Mark? Next, bool Incomplete);

/// <summary>
/// Finds pages under any filters in any order by range scans alone. Under the order of publication the filters' ranges
/// are merged; under another date that date's range is walked and the filters are probed, unless few enough rows match
/// to sort them.
/// </summary>
internal sealed class Finder(IReads reads, IndexNames names, IndexStatus index)
{
    /// <summary>
    /// Index entries one search may read. A page that this leaves short says so and can be gone on with.
    /// </summary>
    public const int Budget = 50_000;

    /// <summary>So few matches are sorted at once instead of looked for along a date's range.</summary>
    private const int Few = 1_000;

    private const int Chunk = 256;

    /// <summary>The newest matches that a search ranks by relevance.</summary>
    private const int MostRanked = 5_000;

    private const long TierBits = 15;

    /// <summary>The longest a search may take.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(3);

    private static readonly Statement LaterFirst = new(
        """
        SELECT "At", "Key", "Position", "Above", "Below" FROM dates
        WHERE "Audience" = $1 AND "Name" = $2 AND "At" >= $3 AND "At" <= $4 AND ("At" < $5 OR "Key" < $6) ORDER BY "At" DESC, "Key" DESC LIMIT $7
        """
    );

    private static readonly Statement EarlierFirst = new(
        """
        SELECT "At", "Key", "Position", "Above", "Below" FROM dates
        WHERE "Audience" = $1 AND "Name" = $2 AND "At" >= $3 AND "At" <= $4 AND ("At" > $5 OR "Key" > $6) ORDER BY "At", "Key" LIMIT $7
        """
    );

    private readonly Dictionary<(string List, Audience Audience, bool Down), Statement> _searches = (
        from list in SearchIndex.Lists
        from audience in Enum.GetValues<Audience>()
        from down in new[] { true, false }
        select (Key: (list, audience, down), Statement: reads.Search(SearchIndex.Table(list, audience), down))
    ).ToDictionary(pair => pair.Key, pair => pair.Statement);

    private readonly Dictionary<(string List, Audience Audience), Statement> _oldest = (
        from list in SearchIndex.Lists
        from audience in Enum.GetValues<Audience>()
        select (
            Key: (list, audience),
            Statement: new Statement(
                $"""SELECT min("Position") FROM ({reads.Search(SearchIndex.Table(list, audience), down: true).Sql}) AS newest"""
            )
            {
                MayRunLong = true,
            }
        )
    ).ToDictionary(pair => pair.Key, pair => pair.Statement);

    private readonly Statement _headsAt = new(
        $"""SELECT "ArticleKey", "Timeline", "State", "Audience" FROM {reads.Among("heads", "\"Timeline\"")}"""
    );

    private readonly Statement _headsOf = new(
        $"""SELECT "ArticleKey", "ArticleKey", "State", "Audience" FROM {reads.Among("heads", "\"ArticleKey\"")}"""
    );

    private readonly Statement _showings = new(
        $"""SELECT "Key" FROM {reads.Among("showings", "\"Key\"", "\"Audience\"")} AND "Kind" = $3"""
    );

    private readonly Statement _filed = new(
        $"""SELECT "Position" FROM {reads.Among("terms", "\"Audience\"", "\"Name\"", "\"Position\"")}"""
    );
    private readonly Statement _counted = new(
        $"""SELECT "Position" FROM {reads.Among("facets", "\"Audience\"", "\"Position\"")}"""
    );
    private readonly Statement _articleDates = new(
        $"""SELECT "ArticleKey", "Dates" FROM {reads.Among("heads", "\"ArticleKey\"")}"""
    );
    private readonly Statement _componentDates = new(
        $"""SELECT "Key", "Dates" FROM {reads.Among("showings", "\"Key\"", "\"Audience\"")} AND "Kind" = $3"""
    );

    /// <summary>A page of what the audiences may see, whatever an index says.</summary>
    public Task<Found> Find(Question question, Mark? after, int limit, CancellationToken cancellation) =>
        WithinTime(
            question,
            token =>
                question.Order == Order.Relevance ? ByRelevance(question, after, limit, token)
                : question.Order.Date is null ? PageByPositionAsync(question, after, limit, token)
                : PageAsync(question, after, limit, (from, some) => ByDate(question, from, some, token), token),
            cancellation
        );

    /// <summary>The next that match in the order of publication, within any other dates.</summary>
    public Task<Found> Matching(Question question, Mark? after, int limit, CancellationToken cancellation) =>
        WithinTime(
            question,
            async token =>
            {
                var found = await PageByPositionAsync(question with { Dates = NoDates }, after, limit, token);

                return question.Dates.Count == 0
                    ? found
                    : found with
                    {
                        Rows = await WithinDates(question, found.Rows, token),
                    };
            },
            cancellation
        );

    /// <summary>
    /// All that match, newest first, up to <paramref name="most"/>, in any number within the budget; <c>Next</c> is
    /// null where that is all. Keys are -1 where a search alone found the row.
    /// </summary>
    public Task<Found> Matches(Question question, int most, CancellationToken cancellation) =>
        WithinTime(
            question,
            async token =>
            {
                var budget = most == int.MaxValue ? long.MaxValue : Budget;
                if (question.Dates.Count == 0)
                    return await ByPosition(question with { Order = new(null, true) }, null, most, budget, token);

                return await FewBesideDates(question, token) is { } few
                    ? new(await WithinDates(question, few, token), null, false)
                    : await WithinDate(question, most, budget, token);
            },
            cancellation
        );

    /// <summary>How many match, up to <paramref name="most"/>.</summary>
    public async Task<(int Count, bool Capped)> Count(Question question, int most, CancellationToken cancellation)
    {
        var all = await Matches(question, most, cancellation);

        return (await CountSeenAsync(question, all.Rows, cancellation), all.Next is not null);
    }

    // What the terms and the words find is asked again of the rows that are counted, which have their audience too.
    private async Task<int> CountSeenAsync(Question question, IReadOnlyList<Mark> rows, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var some in rows.Chunk(Few))
        {
            count +=
                question.List.Length > 0
                    ? (await ShowingsAsync(question, some.Select(ComponentOf).ToArray(), cancellation)).Count
                    : await CountAsync(some);
        }

        return count;

        async Task<int> CountAsync(Mark[] some)
        {
            var articles = 0;
            await using var seen = await reads.Query(
                _counted,
                [question.Audiences.ToNumbers(), some.Select(row => row.At).ToArray()],
                cancellation
            );
            while (await seen.Read(cancellation))
                articles++;

            return articles;
        }
    }

    /// <summary>
    /// Which of some rows, named by their positions, the question finds: each is probed, whatever lies between them.
    /// </summary>
    public Task<IReadOnlyList<Mark>> Among(Question question, IEnumerable<Mark> rows, CancellationToken cancellation) =>
        WithinTime(
            question,
            async token =>
            {
                var groups = Groups(question, new(), false, 1);
                var found = new List<Mark>();
                foreach (
                    var row in rows.Where(row =>
                            !question.Exclude.Contains(row.Key) && question.Positions?.Holds(row.At) != false
                        )
                        .OrderBy(row => row.At)
                )
                {
                    var meets = true;
                    foreach (var group in groups)
                        meets = meets && (await group.Seek(row.At, false, token))?.Position == row.At;
                    if (meets)
                        found.Add(row);
                }

                var seen = await SeenAsync(question with { Order = new(null, false) }, found, token);
                return question.Dates.Count == 0 ? seen : await WithinDates(question, seen, token);
            },
            cancellation
        );

    // The database cannot be asked beforehand what a search will cost.
    private async Task<T> WithinTime<T>(
        Question question,
        Func<CancellationToken, Task<T>> find,
        CancellationToken cancellation
    )
    {
        if (question.Search is null)
            return await find(cancellation);

        index.ThrowIfOther();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(MostTime);
        try
        {
            return await find(time.Token);
        }
        catch (System.Data.Common.DbException missing) when (missing.IsMissingSearchTable())
        {
            throw new ReindexingException();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SearchTooCostlyException();
        }
    }

    // Tier by tier, each newest first and without those that a better one has, among the newest matches only: so a page
    // costs about what it costs in the order of publication, however many match.
    private async Task<Found> ByRelevance(Question question, Mark? after, int limit, CancellationToken cancellation)
    {
        // Where the newest matches end is told from page to page, so that what is published meanwhile pushes none out.
        // The tier stands in its last bits.
        var newest = question with
        {
            Order = new(null, true),
        };
        if ((after?.Key ?? await OldestRanked(newest, cancellation)) is not { } end)
            return new([], null, false);

        var oldest = end & ~TierBits;
        var within = newest with
        {
            Positions = new(Math.Max(oldest, question.Positions?.From ?? long.MinValue), question.Positions?.Before),
        };
        var tiers = question.Search!.Tiers();
        var rows = new List<(Mark Row, int Tier)>();
        for (var tier = (int)(after?.Key & TierBits ?? 0); tier < tiers.Count && rows.Count <= limit; tier++)
        {
            var own = tier == 0 ? tiers[0] : Expression.Not.Of(tiers[tier], tiers[tier - 1]);
            var from = after is { } mark && (mark.Key & TierBits) == tier ? mark : (Mark?)null;
            var found = await PageByPositionAsync(
                within with
                {
                    Search = own,
                },
                from,
                limit + 1 - rows.Count,
                cancellation
            );
            rows.AddRange(found.Rows.Select(row => (row, tier)));
        }

        var page = rows.Take(limit).ToList();
        Mark? next = rows.Count > limit && limit > 0 ? new(page[^1].Row.At, oldest | (long)page[^1].Tier) : null;
        return new(page.ConvertAll(row => row.Row), next, false);
    }

    // Nothing but a search is left to the database, where the matches between stay.
    private async Task<long?> OldestRanked(Question newest, CancellationToken cancellation)
    {
        if (newest is not { Audiences: [var audience], Groups.Count: 0, Exclude.Count: 0 })
            return await ByPosition(newest, null, MostRanked, Budget, cancellation) is { Rows: [.., var last] }
                ? last.At
                : null;

        var before = newest.Positions?.Before;
        await using var rows = await reads.Query(
            _oldest[(newest.List, audience)],
            [reads.Spelled(newest.Search!), before is null ? long.MaxValue : before.Value - 1, MostRanked],
            cancellation
        );

        return await rows.Read(cancellation) && !rows.IsNull(0) ? rows.Long(0) : null;
    }

    private Task<Found> PageByPositionAsync(
        Question question,
        Mark? after,
        int limit,
        CancellationToken cancellation
    ) =>
        PageAsync(
            question,
            after,
            limit,
            (from, some) => ByPosition(question, from, some, Budget, cancellation),
            cancellation
        );

    // A page ends at the last row that may be seen, and more follow only where one more of these does: so neither tells
    // of what else an index has.
    private async Task<Found> PageAsync(
        Question question,
        Mark? after,
        int limit,
        Func<Mark?, int, Task<Found>> find,
        CancellationToken cancellation
    )
    {
        var rows = new List<Mark>();
        while (true)
        {
            var found = await find(after, limit + 1 - rows.Count);
            rows.AddRange(await SeenAsync(question, found.Rows, cancellation));
            if (rows.Count > limit || found.Next is null)
                return Page(rows, limit);
            if (found.Incomplete)
                return new(rows, found.Next, true);

            after = found.Next;
        }
    }

    // Those that the audiences may see, with their keys: asked of what the rows stand for, by the position or, under a
    // date, the key.
    private async Task<IReadOnlyList<Mark>> SeenAsync(
        Question question,
        IReadOnlyList<Mark> rows,
        CancellationToken cancellation
    )
    {
        if (rows.Count == 0)
            return rows;
        if (question.List.Length > 0)
        {
            var shown = await ShowingsAsync(question, rows.Select(ComponentOf).ToArray(), cancellation);
            return rows.Select(row => row with { Key = ComponentOf(row) })
                .Where(row => shown.Contains(row.Key))
                .ToList();
        }

        var isKeyed = question.Order.Date is not null;
        var keys = new Dictionary<long, long>(rows.Count);
        await using var heads = await reads.Query(
            isKeyed ? _headsOf : _headsAt,
            [rows.Select(NameOf).ToArray()],
            cancellation
        );
        while (await heads.Read(cancellation))
        {
            if (Delivery.IsShown(heads, 2, question.Audiences))
                keys.Add(heads.Long(1), heads.Long(0));
        }

        return rows.Where(row => keys.ContainsKey(NameOf(row)))
            .Select(row => row with { Key = keys[NameOf(row)] })
            .ToList();

        long NameOf(Mark row) => isKeyed ? row.Key : row.At;
    }

    // The images, captions or datelines that are filed for the audiences.
    private async Task<HashSet<long>> ShowingsAsync(Question question, long[] keys, CancellationToken cancellation)
    {
        var shown = new HashSet<long>(keys.Length);
        await using var rows = await reads.Query(
            _showings,
            [keys, question.Audiences.ToNumbers(), (long)KindOf(question)!],
            cancellation
        );
        while (await rows.Read(cancellation))
            shown.Add(rows.Long(0));

        return shown;
    }

    // A search alone tells positions; captions and datelines stand at their keys.
    private static long ComponentOf(Mark row) => row.Key >= 0 ? row.Key : row.At;

    private static ComponentKind? KindOf(Question question) =>
        Enum.GetValues<ComponentKind>()
            .Where(kind => Shown.List(kind) == question.List)
            .Cast<ComponentKind?>()
            .SingleOrDefault();

    private static readonly Dictionary<string, Stretch> NoDates = [];

    private async Task<Found> ByPosition(
        Question question,
        Mark? after,
        int limit,
        long budget,
        CancellationToken cancellation
    )
    {
        var down = question.Order.Descending;
        var work = new Work();
        var groups = Groups(question, work, down, limit);
        var rows = new List<Mark>();
        var candidate = Start(question, after, down);
        while (candidate is { } position)
        {
            var (meets, key) = (true, 0L);
            foreach (var group in groups)
            {
                if (await group.Seek(position, down, cancellation) is not { } hit || IsPast(hit.Position))
                    return new(rows, null, false);
                if (hit.Position != position)
                {
                    (candidate, meets) = (hit.Position, false);
                    break;
                }

                key = hit.Key;
            }

            if (work.Read > budget && position is not (long.MinValue or long.MaxValue))
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
            down ? question.Positions?.From > position : question.Positions?.Before <= position;
    }

    private static long? Start(Question question, Mark? after, bool down)
    {
        var start =
            after is { } mark ? (down ? mark.At - 1 : mark.At + 1)
            : down ? long.MaxValue
            : long.MinValue;

        return down
            ? question.Positions?.Before is { } before
                ? Math.Min(start, before - 1)
                : start
            : question.Positions?.From is { } from
                ? Math.Max(start, from)
                : start;
    }

    private List<Union> Groups(Question question, Work work, bool down, int limit)
    {
        // A search alone needs no terms; to leave rows out, their keys have to be known.
        var groups =
            question.Groups.Count > 0 ? question.Groups
            : question.Search is not null && question.Exclude.Count == 0 ? []
            :
            [
                [Filing.All],
            ];
        var chunk = groups.Count + (question.Search is null ? 0 : 1) == 1 ? Math.Min(limit, 1_000) + 1 : Chunk;
        var streams = groups
            .Select(group => new Union([
                .. from audience in question.Audiences
                from term in @group.Distinct()
                select new TermStream(
                    reads,
                    work,
                    down ? TermStream.Down : TermStream.Up,
                    [(long)audience, names.Hash(question.List, term)],
                    down,
                    chunk
                ),
            ]))
            .ToList();
        if (question.Search is { } search)
            streams.Insert(
                0,
                new([
                    .. question.Audiences.Select(audience => new TermStream(
                        reads,
                        work,
                        _searches[(question.List, audience, down)],
                        [reads.Spelled(search)],
                        down,
                        chunk
                    )),
                ])
            );

        return streams;
    }

    private async Task<Found> ByDate(Question question, Mark? after, int limit, CancellationToken cancellation) =>
        await FewBesideDates(question, cancellation) is { } few
            ? await Sorted(question, few, after, limit, cancellation)
            : await AlongDate(question, after, limit, cancellation);

    /// <summary>
    /// What the filters alone find, newest first, where it is little enough to be looked at whole; else null.
    /// </summary>
    private async Task<IReadOnlyList<Mark>?> FewBesideDates(Question question, CancellationToken cancellation)
    {
        if (question.Groups.Count == 0)
            return null;

        var matches = await ByPosition(
            question with
            {
                Order = new(null, true),
                Dates = NoDates,
            },
            null,
            Few + 1,
            Budget / 5,
            cancellation
        );
        return matches is { Next: null, Incomplete: false } && matches.Rows.Count <= Few ? matches.Rows : null;
    }

    // The range of a date asked for is walked from its end; the filters and other dates are probed.
    private async Task<Found> WithinDate(Question question, int most, long budget, CancellationToken cancellation)
    {
        var name = question.Dates.Keys.First();
        var newest = question with { Order = new(name, true) };
        var rows = new List<Mark>();
        Mark? last = null;
        for (var read = 0L; read < budget; read += Few)
        {
            var entries = await Entries(newest, name, question.Dates[name], last, Few, cancellation);
            foreach (var entry in await Passing(newest, entries, cancellation))
            {
                if (rows.Count == most)
                    return new(rows, last ?? default(Mark), false);
                rows.Add(new(entry.Position, entry.Key));
            }

            if (entries.Count < Few)
                return new(rows, null, false);
            last = new Mark(entries[^1].At, entries[^1].Key);
        }

        return new(rows, last, true);
    }

    // All matches are known: their dates are looked up and sorted.
    private async Task<Found> Sorted(
        Question question,
        IReadOnlyList<Mark> matches,
        Mark? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var (name, down) = (question.Order.Date!, question.Order.Descending);
        var dates = await DatesOf(question, matches.Select(match => match.Key).ToList(), cancellation);
        var rows = matches
            .Where(match => Others(question).All(other => Any(dates, match.Key, other)))
            .SelectMany(match =>
                OwnDate(dates[match.Key], name, question.Dates.GetValueOrDefault(name), down) is { } at
                    ? [new Mark(at, match.Key)]
                    : Array.Empty<Mark>()
            )
            .Where(mark => after is not { } last || (down ? Compare(mark, last) < 0 : Compare(mark, last) > 0));
        var page = (
            down ? rows.OrderDescending(Comparer<Mark>.Create(Compare)) : rows.Order(Comparer<Mark>.Create(Compare))
        )
            .Take(limit + 1)
            .ToList();

        return Page(page, limit);
    }

    // The date's own range is walked in order, and the filters are probed chunk by chunk.
    private async Task<Found> AlongDate(Question question, Mark? after, int limit, CancellationToken cancellation)
    {
        var (name, down) = (question.Order.Date!, question.Order.Descending);
        var within = question.Dates.GetValueOrDefault(name);
        var rows = new List<Mark>();
        var last = after;
        var chunk = question.Groups.Count == 0 ? limit + 1 : Chunk;
        for (var read = 0; read < Budget; read += chunk)
        {
            var entries = await Entries(question, name, within, last, chunk, cancellation);
            var passed = await Passing(question, entries, cancellation);
            rows.AddRange(passed.Select(entry => new Mark(entry.At, entry.Key)));
            if (rows.Count > limit || entries.Count < chunk)
                return Page(rows, limit);

            last = new Mark(entries[^1].At, entries[^1].Key);
        }

        return rows.Count > limit ? Page(rows, limit) : new(rows, last, true);
    }

    private async Task<List<DateEntry>> Entries(
        Question question,
        string name,
        Stretch? within,
        Mark? after,
        int take,
        CancellationToken cancellation
    )
    {
        var down = question.Order.Descending;
        var (least, most) = within is null
            ? (long.MinValue, long.MaxValue)
            : (within.From ?? Filing.Undated + 1, within.Before - 1 ?? long.MaxValue);
        // One comparison bounds the range by the index; the mark's key settles ties.
        var mark = after ?? (down ? new(long.MaxValue, 0) : new(long.MinValue, -1));
        (least, most) = down ? (least, Math.Min(most, mark.At)) : (Math.Max(least, mark.At), most);
        var merged = new List<DateEntry>();
        var stored = names.Hash(question.List, name);
        foreach (var audience in question.Audiences)
        {
            await using var rows = await reads.Query(
                down ? LaterFirst : EarlierFirst,
                [(long)audience, stored, least, most, mark.At, mark.Key, take],
                cancellation
            );
            while (await rows.Read(cancellation))
            {
                merged.Add(
                    new DateEntry
                    {
                        Audience = audience,
                        Name = stored,
                        At = rows.Long(0),
                        Key = rows.Long(1),
                        Position = rows.Long(2),
                        Above = rows.IsNull(3) ? null : rows.Long(3),
                        Below = rows.IsNull(4) ? null : rows.Long(4),
                    }
                );
            }
        }

        if (question.Audiences.Count == 1)
            return merged;

        var order = Comparer<DateEntry>.Create((a, b) => Compare(new(a.At, a.Key), new(b.At, b.Key)));
        return (down ? merged.OrderDescending(order) : merged.Order(order)).Take(take).ToList();
    }

    private async Task<List<DateEntry>> Passing(
        Question question,
        List<DateEntry> entries,
        CancellationToken cancellation
    )
    {
        var within = question.Dates.GetValueOrDefault(question.Order.Date!);
        // A row with several dates comes once: where the order meets it first.
        var passed = entries
            .Where(entry =>
                !question.Exclude.Contains(entry.Key)
                && (question.Positions is null || question.Positions.Holds(entry.Position))
                && (
                    question.Order.Descending
                        ? entry.Above is not { } above || (within?.Before is { } before && above >= before)
                        : entry.Below is not { } below || (within?.From is { } from && below < from)
                )
            )
            .ToList();
        if (IsFiledForSeveral(question))
            passed = await WithoutDoubles(question, passed, cancellation);

        foreach (var group in question.Groups)
        {
            var terms = group.Distinct().Select(term => names.Hash(question.List, term)).ToArray();
            var positions = passed.Select(entry => entry.Position).Distinct().ToArray();
            var hits = new HashSet<long>();
            await using (
                var rows = await reads.Query(_filed, [question.Audiences.ToNumbers(), terms, positions], cancellation)
            )
            {
                while (await rows.Read(cancellation))
                    hits.Add(rows.Long(0));
            }

            passed = passed.Where(entry => hits.Contains(entry.Position)).ToList();
        }

        if (!Others(question).Any())
            return passed;

        var dates = await DatesOf(question, passed.Select(entry => entry.Key).ToList(), cancellation);
        return passed.Where(entry => Others(question).All(other => Any(dates, entry.Key, other))).ToList();
    }

    // An image, caption or dateline is filed for each audience that is shown it, each with dates of its own.
    private static bool IsFiledForSeveral(Question question) =>
        question.List.Length > 0 && question.Audiences.Count > 1;

    private async Task<List<DateEntry>> WithoutDoubles(
        Question question,
        List<DateEntry> entries,
        CancellationToken cancellation
    )
    {
        var (name, down) = (question.Order.Date!, question.Order.Descending);
        var within = question.Dates.GetValueOrDefault(name);
        var dates = await DatesOf(question, entries.Select(entry => entry.Key).ToList(), cancellation);

        return entries
            .Where(entry => OwnDate(dates[entry.Key], name, within, down) == entry.At)
            .DistinctBy(entry => entry.Key)
            .ToList();
    }

    private async Task<IReadOnlyList<Mark>> WithinDates(
        Question question,
        IReadOnlyList<Mark> rows,
        CancellationToken cancellation
    )
    {
        var within = new List<Mark>();
        foreach (var chunk in rows.Chunk(Few))
        {
            var dates = await DatesOf(question, chunk.Select(row => row.Key).ToList(), cancellation);
            within.AddRange(chunk.Where(row => question.Dates.All(date => Any(dates, row.Key, date))));
        }

        return within;
    }

    private async Task<Dictionary<long, IReadOnlyList<(string Name, long At)>>> DatesOf(
        Question question,
        List<long> keys,
        CancellationToken cancellation
    )
    {
        var kind = KindOf(question);
        var dates = keys.Distinct().ToDictionary(key => key, _ => (IReadOnlyList<(string Name, long At)>)[]);
        await using var rows = await (
            kind is null
                ? reads.Query(_articleDates, [dates.Keys.ToArray()], cancellation)
                : reads.Query(
                    _componentDates,
                    [dates.Keys.ToArray(), question.Audiences.ToNumbers(), (long)kind],
                    cancellation
                )
        );
        while (await rows.Read(cancellation))
            dates[rows.Long(0)] = Union(dates[rows.Long(0)], Filing.DatesOf(rows.Text(1)));

        return dates;
    }

    // Undated is what has no date for anyone who asks.
    private static IReadOnlyList<(string Name, long At)> Union(
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
                        own.Any(date => date.At != Filing.Undated) ? own.Where(date => date.At != Filing.Undated) : own
                    ),
            ];

    private static IEnumerable<KeyValuePair<string, Stretch>> Others(Question question) =>
        question.Dates.Where(date => date.Key != question.Order.Date);

    private static bool Any(
        Dictionary<long, IReadOnlyList<(string Name, long At)>> dates,
        long key,
        KeyValuePair<string, Stretch> stretch
    ) => dates[key].Any(date => date.Name == stretch.Key && stretch.Value.Holds(date.At));

    private static long? OwnDate(IReadOnlyList<(string Name, long At)> dates, string name, Stretch? within, bool down)
    {
        var own = dates
            .Where(date => date.Name == name && (within is null || within.Holds(date.At)))
            .Select(date => date.At)
            .ToList();

        return own.Count == 0 ? null
            : down ? own.Max()
            : own.Min();
    }

    private static Found Page(List<Mark> rows, int limit) =>
        rows.Count > limit
            ? new(rows.GetRange(0, limit), limit == 0 ? null : rows[limit - 1], false)
            : new(rows, null, false);

    private static int Compare(Mark a, Mark b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Key.CompareTo(b.Key);
}
