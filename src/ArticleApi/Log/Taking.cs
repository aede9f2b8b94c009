using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Kinship;
using ArticleApi.Core.Search;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>A new article and what belongs to it alone, keys set: nothing of it is in the database yet.</summary>
internal sealed record Arrival(Article Article, ImportIdentity Identity, SourceRecord Source);

/// <summary>
/// New articles by the thousand in one transaction, past the change tracker. What they need no lock for is written as
/// they come; the log's part waits for the append lock at the end, as in every commit, and goes in sorted, so that each
/// index grows at few places.
/// </summary>
internal sealed class Taking(
    ArticleDb db,
    Renderer renderer,
    TextIndexing indexing,
    IndexNames names,
    Change change,
    DateTimeOffset now
)
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<long, Core.Datelines.Dateline> _datelines = [];
    private readonly Dictionary<(long Key, Audience Audience), Showing> _dated = [];
    private readonly HashSet<long> _unused = [];
    private readonly Dictionary<(Audience, LabelKind, string), LabelCount> _labels = [];
    private Task<Rendered[]> _rendering = Task.FromResult(Array.Empty<Rendered>());

    public int Count { get; private set; }

    /// <summary>
    /// How many there are up to the last that a caller without a key can notice; 0 where it can notice none.
    /// </summary>
    public int OpenCount => _entries.FindLastIndex(entry => entry.Head.Audience == Audience.Public) + 1;

    public async Task Add(IReadOnlyList<Arrival> arrivals, CancellationToken cancellation)
    {
        var articles = arrivals.Select(arrival => arrival.Article).ToList();
        var uses = articles.SelectMany(article => article.Images).ToList();

        // Rendered while their rows are written.
        await TakeRendered();
        _rendering = Rendering(articles, cancellation);
        Count += articles.Count;

        await db.Insert(articles, cancellation);
        await db.Insert(uses.Select(use => use.Image), cancellation);
        await db.Insert(uses.Select(use => use.Caption).OfType<Caption>(), cancellation);
        await db.Insert(uses, cancellation);
        await db.Insert(
            articles.Select(article => new SlugRow { Slug = article.Slug.ToString(), ArticleId = article.Id }),
            cancellation
        );
        await db.Insert(arrivals.Select(arrival => arrival.Identity), cancellation);
        await db.Insert(arrivals.Select(arrival => arrival.Source), cancellation);

        foreach (
            var dateline in uses.Select(use => use.Caption?.Dateline)
                .Concat(articles.Select(article => article.Dateline))
                .OfType<Core.Datelines.Dateline>()
        )
            _datelines[dateline.Key] = dateline;
    }

    private async Task TakeRendered()
    {
        foreach (var (entry, labels, datelines) in await _rendering)
        {
            _entries.Add(entry);
            CountShared(entry.Head.Audience, labels, datelines);
        }

        _rendering = Task.FromResult(Array.Empty<Rendered>());
    }

    /// <summary>Whether a dateline that was rendered is still as it was; asked under the append lock.</summary>
    public async Task<bool> IsFresh(CancellationToken cancellation)
    {
        foreach (var keys in _datelines.Keys.Chunk(1_000))
        {
            var revisions = await db
                .Datelines.AsNoTracking()
                .Where(row => keys.Contains(row.Key))
                .Select(row => new { row.Key, row.Revision })
                .ToListAsync(cancellation);
            if (revisions.Count != keys.Length || revisions.Exists(row => _datelines[row.Key].Revision != row.Revision))
                return false;
        }

        return true;
    }

    /// <summary>Writes the log's part, under the append lock.</summary>
    /// <param name="log">Where the log stands before the first of these.</param>
    public async Task Write(LogHead log, CancellationToken cancellation)
    {
        var last = log.Seq;
        await TakeRendered();
        await Settle(cancellation);
        var datelines = await FreshDatelines(cancellation);
        foreach (var entry in _entries)
            (entry.Head.Seq, entry.Head.IndexGeneration) = (++last, log.IndexGeneration);
        await db.Insert(_entries.Select(entry => entry.Head), cancellation);
        await db.Insert(_entries.Select(VersionOf), cancellation);

        var components = _entries.SelectMany(entry => entry.Components).Concat(datelines).ToList();
        foreach (var component in components)
            component.Showing.IndexGeneration = log.IndexGeneration;
        var cards = _entries
            .Select(entry => entry.Card)
            .Concat(components.Select(component => component.Card))
            .ToList();
        await db.Insert(SortedTerms(cards), cancellation);
        await db.Insert(
            cards
                .SelectMany(card => card.Dates)
                .OrderBy(date => date.Audience)
                .ThenBy(date => date.Name)
                .ThenBy(date => date.At)
                .ThenBy(date => date.Key),
            cancellation
        );
        await db.Insert(
            _entries
                .Select(entry => new FacetRow
                {
                    Audience = entry.Head.Audience,
                    Position = entry.Card.Position,
                    Codes = entry.Codes,
                })
                .OrderBy(row => row.Audience)
                .ThenBy(row => row.Position),
            cancellation
        );
        await db.Insert(
            components
                .Select(component => component.Showing)
                .OrderBy(row => row.Kind)
                .ThenBy(row => row.Key)
                .ThenBy(row => row.Audience),
            cancellation
        );
        await db.Count(_dated.Values.Except(datelines.Select(component => component.Showing)), cancellation);
        await db.Count(
            _labels
                .Values.OrderBy(row => row.Audience)
                .ThenBy(row => row.Kind)
                .ThenBy(row => row.Folded, StringComparer.Ordinal),
            cancellation
        );
        await db.Index(
            [
                .. _entries.Select(entry => new SearchEntry(
                    SearchIndex.Articles,
                    entry.Head.Audience,
                    entry.Card.Position,
                    false,
                    null,
                    entry.Words
                )),
                .. components
                    .Where(component => component.Words is not null)
                    .Select(component => new SearchEntry(
                        Shown.List(component.Showing.Kind),
                        component.Showing.Audience,
                        component.Showing.Key,
                        false,
                        null,
                        component.Words
                    )),
            ],
            log.TablesWritten(),
            cancellation
        );
    }

    /// <summary>Datelines that were there, and that no article used: they are not the staff's alone any more.</summary>
    public void Touch(Shown shown)
    {
        foreach (var key in _unused)
            shown.Touch(ComponentKind.Dateline, key);
    }

    private static IEnumerable<Term> SortedTerms(IReadOnlyList<Card> cards)
    {
        var terms = new (Audience Audience, long Name, long Position, long Key)[cards.Sum(card => card.Terms.Length)];
        var next = 0;
        foreach (var card in cards)
        {
            foreach (var name in card.Terms)
                terms[next++] = (card.Audience, name, card.Position, card.Key);
        }

        Array.Sort(terms);
        return terms.Select(term => new Term
        {
            Audience = term.Audience,
            Name = term.Name,
            Position = term.Position,
            Key = term.Key,
        });
    }

    // Labels and datelines are what new articles share with others: counted here, written once.
    private void CountShared(
        Audience audience,
        IReadOnlyDictionary<(LabelKind Kind, string Folded), (string Value, string Name)> labels,
        IReadOnlyList<long> datelines
    )
    {
        foreach (var (label, print) in labels)
        {
            if (!_labels.TryGetValue((audience, label.Kind, label.Folded), out var row))
                _labels.Add(
                    (audience, label.Kind, label.Folded),
                    row = new()
                    {
                        Audience = audience,
                        Kind = label.Kind,
                        Folded = label.Folded,
                        Value = print.Value,
                        Name = print.Name,
                        Code = names.Code(label.Kind, label.Folded),
                    }
                );
            row.Articles++;
        }

        foreach (var key in datelines)
        {
            if (!_dated.TryGetValue((key, audience), out var row))
                _dated.Add(
                    (key, audience),
                    row = new()
                    {
                        Kind = ComponentKind.Dateline,
                        Key = key,
                        Audience = audience,
                    }
                );
            row.Uses++;
        }
    }

    /// <summary>Those that nothing of their audience has used yet.</summary>
    private async Task<List<Component>> FreshDatelines(CancellationToken cancellation)
    {
        var fresh = new List<Component>();
        foreach (var some in _dated.Values.ToList().Chunk(1_000))
        {
            var keys = some.Select(row => row.Key).ToList();
            var used = await db
                .Showings.AsNoTracking()
                .Where(row => row.Kind == ComponentKind.Dateline && keys.Contains(row.Key))
                .Select(row => new
                {
                    row.Key,
                    row.Audience,
                    row.Uses,
                })
                .ToListAsync(cancellation);
            _unused.UnionWith(used.Where(row => row.Uses == 0).Select(row => row.Key));
            var known = used.Select(row => (row.Key, row.Audience)).ToHashSet();
            foreach (var row in some.Where(row => !known.Contains((row.Key, row.Audience))))
            {
                var filing = Filing.Of(_datelines[row.Key]);
                (row.Terms, row.Dates) = (filing.TermsText, filing.DatesText);
                fresh.Add(
                    new(
                        row,
                        CardOf(new(row.Audience, Shown.List(ComponentKind.Dateline), row.Key, row.Key, filing)),
                        indexing.WordsOf(_datelines[row.Key])
                    )
                );
            }
        }

        return fresh;
    }

    // By as many as there are processors: it is half of the work, and the rest waits for it.
    private async Task<Rendered[]> Rendering(List<Article> articles, CancellationToken cancellation)
    {
        var parts = articles
            .Chunk(Math.Max(1, (articles.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount))
            .Select(part => Task.Run(() => Array.ConvertAll(part, Render), cancellation));

        return [.. (await Task.WhenAll(parts)).SelectMany(part => part)];
    }

    private Rendered Render(Article article)
    {
        var audience = article.AudienceAt(now);
        var head = new Head
        {
            ArticleKey = article.Key,
            ArticleId = article.Id,
            Audience = audience,
            Version = 1,
            UpdatedAt = now,
            AvailableAt = audience == Audience.Public ? now : null,
            DueAt = article.NextChangeAfter(now),
            Slug = article.Slug.ToString(),
            Renderer = renderer.Number,
            Timeline = Timeline.Of(article),
        };
        var document = renderer.Document(
            article,
            new(head.Version, audience, head.AvailableAt, head.UpdatedAt, head.RevisedAt)
        );
        var words = indexing.WordsOf(document);
        var filing = Filing.Of(document) with { Likeness = Likeness.Of(words) };
        (head.Terms, head.Dates, head.Shows, head.Summary, head.Likeness) = (
            filing.TermsText,
            filing.DatesText,
            Shown.TextOf(article),
            ArticleJson.Summary(document),
            filing.Likeness?.ToBytes()
        );

        var datelines = article
            .Images.Select(use => use.Caption?.DatelineKey)
            .Append(article.DatelineKey)
            .OfType<long>()
            .Distinct()
            .ToList();
        var entry = new Entry(
            head,
            ArticleJson.Full(document),
            words,
            CardOf(new(audience, "", head.Timeline.Value, head.ArticleKey, filing)),
            filing.Codes(names),
            [.. article.Images.SelectMany(use => ComponentsOf(use, audience))]
        );
        return new(entry, filing.Labels, datelines);
    }

    private IEnumerable<Component> ComponentsOf(ImageUse use, Audience audience)
    {
        yield return Of(
            ComponentKind.Image,
            use.ImageKey,
            Filing.Of(use.Image, use.Caption is { } shown ? [shown] : []),
            null
        );
        if (use.Caption is { } caption)
            yield return Of(ComponentKind.Caption, caption.Key, Filing.Of(caption), indexing.WordsOf(caption));

        Component Of(ComponentKind kind, long key, Filing filing, SearchText? words)
        {
            var showing = new Showing
            {
                Kind = kind,
                Key = key,
                Audience = audience,
                Uses = 1,
                Terms = filing.TermsText,
                Dates = filing.DatesText,
            };
            return new(showing, CardOf(new(audience, Shown.List(kind), key, key, filing)), words);
        }
    }

    // Places that other articles hold already, or that two of these want, give way within the same instant.
    private async Task Settle(CancellationToken cancellation)
    {
        var taken = new HashSet<long>();
        foreach (var wanted in _entries.Select(entry => entry.Head.Timeline!.Value).Chunk(1_000))
            taken.UnionWith(
                await db
                    .Heads.AsNoTracking()
                    .Where(head => head.Timeline != null && wanted.Contains(head.Timeline.Value))
                    .Select(head => head.Timeline!.Value)
                    .ToListAsync(cancellation)
            );
        foreach (var entry in _entries)
        {
            if (!taken.Add(entry.Head.Timeline!.Value))
            {
                entry.Head.Timeline = await Timeline.Settle(
                    entry.Head.Timeline.Value,
                    async place =>
                        !taken.Contains(place) && !await db.Heads.AnyAsync(head => head.Timeline == place, cancellation)
                );
                taken.Add(entry.Head.Timeline.Value);
                entry.Card.MoveTo(entry.Head.Timeline.Value);
            }
        }
    }

    private VersionRow VersionOf(Entry entry) =>
        new()
        {
            Seq = entry.Head.Seq,
            ArticleKey = entry.Head.ArticleKey,
            ArticleId = entry.Head.ArticleId,
            Number = entry.Head.Version,
            At = now,
            Cause = change.Cause,
            Reason = change.Reason,
            Actor = change.Actor,
            Audience = entry.Head.Audience,
            Renderer = renderer.Number,
            Slug = entry.Head.Slug,
            Terms = Filing.TextAt(entry.Head.Timeline!.Value, entry.Head.Terms, entry.Head.Dates),
            Document = entry.Document,
        };

    /// <summary>An article and what it shares with others.</summary>
    private sealed record Rendered(
        Entry Entry,
        IReadOnlyDictionary<(LabelKind Kind, string Folded), (string Value, string Name)> Labels,
        IReadOnlyList<long> Datelines
    );

    /// <summary>
    /// What is kept of an article until the lock is taken: thousands wait together, so it is bytes and numbers rather
    /// than objects.
    /// </summary>
    private sealed record Entry(
        Head Head,
        byte[] Document,
        SearchText Words,
        Card Card,
        byte[] Codes,
        Component[] Components
    );

    private sealed record Component(Showing Showing, Card Card, SearchText? Words);

    private Card CardOf(Slot slot) => new(slot, names);

    /// <summary>Where something is to be filed.</summary>
    private sealed class Card(Slot slot, IndexNames names)
    {
        public Audience Audience { get; } = slot.Audience;
        public long Key { get; } = slot.Key;
        public long Position { get; private set; } = slot.Position;

        /// <summary>The names of its terms.</summary>
        public long[] Terms { get; } = [.. FilingCabinet.NamesOf(names, slot)];
        public DateEntry[] Dates { get; } = [.. FilingCabinet.DatesOf(names, slot)];

        public void MoveTo(long position)
        {
            Position = position;
            foreach (var date in Dates)
                date.Position = position;
        }
    }
}
