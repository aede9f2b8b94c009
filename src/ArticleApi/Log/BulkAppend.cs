using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Index.FullText;
using ArticleApi.Index.Usage;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>A new article and what belongs to it alone, keys set: nothing of it is in the database yet.</summary>
internal sealed record NewArticleRows(Article Article, ImportIdentity Identity, SourceRecord Source);

/// <summary>
/// New articles by the thousand in one transaction, past the change tracker. What they need no lock for is written as
/// they come; the log's part waits for the append lock at the end, as in every commit, and goes in sorted, so that each
/// index grows at few places.
/// </summary>
internal sealed class BulkAppend(
    ArticleDb db,
    ArticleRenderer renderer,
    IndexTokenizer indexing,
    IndexKeys names,
    CommitMetadata change,
    DateTimeOffset now
)
{
    private readonly List<PendingVersion> _entries = [];
    private readonly Dictionary<long, Core.Datelines.Dateline> _datelines = [];
    private readonly Dictionary<(long Key, Audience Audience), ComponentUsage> _dated = [];
    private readonly HashSet<long> _unused = [];
    private readonly Dictionary<(Audience, FacetField, string), FacetValueCount> _labels = [];
    private Task<RenderedArticle[]> _rendering = Task.FromResult(Array.Empty<RenderedArticle>());

    public int Count { get; private set; }

    /// <summary>
    /// How many there are up to the last that a caller without a key can notice; 0 where it can notice none.
    /// </summary>
    public int OpenCount => _entries.FindLastIndex(entry => entry.Head.Audience == Audience.Public) + 1;

    public async Task AddAsync(IReadOnlyList<NewArticleRows> arrivals, CancellationToken cancellation)
    {
        var articles = arrivals.Select(arrival => arrival.Article).ToList();
        var uses = articles.SelectMany(article => article.Images).ToList();

        // Rendered while their rows are written.
        await CollectRenderedAsync();
        _rendering = RenderInParallelAsync(articles, cancellation);
        Count += articles.Count;

        await db.InsertAsync(articles, cancellation);
        await db.InsertAsync(uses.Select(use => use.Image), cancellation);
        await db.InsertAsync(uses.Select(use => use.Caption).OfType<Caption>(), cancellation);
        await db.InsertAsync(uses, cancellation);
        await db.InsertAsync(
            articles.Select(article => new SlugReservation { Slug = article.Slug.ToString(), ArticleId = article.Id }),
            cancellation
        );
        await db.InsertAsync(arrivals.Select(arrival => arrival.Identity), cancellation);
        await db.InsertAsync(arrivals.Select(arrival => arrival.Source), cancellation);

        foreach (
            var dateline in uses.Select(use => use.Caption?.Dateline)
                .Concat(articles.Select(article => article.Dateline))
                .OfType<Core.Datelines.Dateline>()
        )
            _datelines[dateline.Key] = dateline;
    }

    private async Task CollectRenderedAsync()
    {
        foreach (var (entry, labels, datelines) in await _rendering)
        {
            _entries.Add(entry);
            AddSharedCounts(entry.Head.Audience, labels, datelines);
        }

        _rendering = Task.FromResult(Array.Empty<RenderedArticle>());
    }

    /// <summary>Whether a dateline that was rendered is still as it was; asked under the append lock.</summary>
    public async Task<bool> DatelinesUnchangedAsync(CancellationToken cancellation)
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
    public async Task WriteAsync(LogSequence log, CancellationToken cancellation)
    {
        var last = log.LastSequence;
        await CollectRenderedAsync();
        await AllocatePublicationKeysAsync(cancellation);
        var datelines = await FindUnindexedDatelinesAsync(cancellation);
        foreach (var entry in _entries)
            (entry.Head.Sequence, entry.Head.IndexGeneration) = (++last, log.IndexGeneration);
        await db.InsertAsync(_entries.Select(entry => entry.Head), cancellation);
        await db.InsertAsync(_entries.Select(CreateVersion), cancellation);

        var components = _entries.SelectMany(entry => entry.Components).Concat(datelines).ToList();
        foreach (var component in components)
            component.Showing.IndexGeneration = log.IndexGeneration;
        var cards = _entries
            .Select(entry => entry.Card)
            .Concat(components.Select(component => component.Card))
            .ToList();
        await db.InsertAsync(SortPostings(cards), cancellation);
        await db.InsertAsync(
            cards
                .SelectMany(card => card.Dates)
                .OrderBy(date => date.Audience)
                .ThenBy(date => date.ListId)
                .ThenBy(date => date.At)
                .ThenBy(date => date.Key),
            cancellation
        );
        await db.InsertAsync(
            _entries
                .Select(entry => new FacetValues
                {
                    Audience = entry.Head.Audience,
                    Position = entry.Card.Position,
                    ValueIds = entry.Codes,
                })
                .OrderBy(row => row.Audience)
                .ThenBy(row => row.Position),
            cancellation
        );
        await db.InsertAsync(
            components
                .Select(component => component.Showing)
                .OrderBy(row => row.Kind)
                .ThenBy(row => row.Key)
                .ThenBy(row => row.Audience),
            cancellation
        );
        await db.AddCountsAsync(_dated.Values.Except(datelines.Select(component => component.Showing)), cancellation);
        await db.AddCountsAsync(
            _labels
                .Values.OrderBy(row => row.Audience)
                .ThenBy(row => row.Field)
                .ThenBy(row => row.NormalizedValue, StringComparer.Ordinal),
            cancellation
        );
        await db.IndexTextAsync(
            [
                .. _entries.Select(entry => new FullTextChange(
                    FullTextTables.Articles,
                    entry.Head.Audience,
                    entry.Card.Position,
                    false,
                    null,
                    entry.Words
                )),
                .. components
                    .Where(component => component.Words is not null)
                    .Select(component => new FullTextChange(
                        UsageCounter.CollectionOf(component.Showing.Kind),
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
    public void MarkReusedDatelines(UsageCounter shown)
    {
        foreach (var key in _unused)
            shown.MarkDirty(ComponentKind.Dateline, key);
    }

    private static IEnumerable<Posting> SortPostings(IReadOnlyList<PendingIndexEntry> cards)
    {
        var terms = new (Audience Audience, long Name, long Position, long Key)[cards.Sum(card => card.Terms.Length)];
        var next = 0;
        foreach (var card in cards)
        {
            foreach (var name in card.Terms)
                terms[next++] = (card.Audience, name, card.Position, card.Key);
        }

        Array.Sort(terms);
        return terms.Select(term => new Posting
        {
            Audience = term.Audience,
            ListId = term.Name,
            Position = term.Position,
            Key = term.Key,
        });
    }

    // Labels and datelines are what new articles share with others: counted here, written once.
    private void AddSharedCounts(
        Audience audience,
        IReadOnlyDictionary<(FacetField Kind, string Folded), (string Value, string Name)> labels,
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
                        Field = label.Kind,
                        NormalizedValue = label.Folded,
                        Value = print.Value,
                        Name = print.Name,
                        ValueId = names.FacetValueId(label.Kind, label.Folded),
                    }
                );
            row.ArticleCount++;
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
            row.ArticleCount++;
        }
    }

    /// <summary>Those that nothing of their audience has used yet.</summary>
    private async Task<List<PendingComponent>> FindUnindexedDatelinesAsync(CancellationToken cancellation)
    {
        var fresh = new List<PendingComponent>();
        foreach (var some in _dated.Values.ToList().Chunk(1_000))
        {
            var keys = some.Select(row => row.Key).ToList();
            var used = await db
                .ComponentUsages.AsNoTracking()
                .Where(row => row.Kind == ComponentKind.Dateline && keys.Contains(row.Key))
                .Select(row => new
                {
                    row.Key,
                    row.Audience,
                    row.ArticleCount,
                })
                .ToListAsync(cancellation);
            _unused.UnionWith(used.Where(row => row.ArticleCount == 0).Select(row => row.Key));
            var known = used.Select(row => (row.Key, row.Audience)).ToHashSet();
            foreach (var row in some.Where(row => !known.Contains((row.Key, row.Audience))))
            {
                var filing = IndexDocument.From(_datelines[row.Key]);
                (row.Terms, row.SortValues) = (filing.TermsText, filing.SortValuesText);
                fresh.Add(
                    new(
                        row,
                        CreateIndexEntry(
                            new(
                                row.Audience,
                                UsageCounter.CollectionOf(ComponentKind.Dateline),
                                row.Key,
                                row.Key,
                                filing
                            )
                        ),
                        indexing.Tokenize(_datelines[row.Key])
                    )
                );
            }
        }

        return fresh;
    }

    // By as many as there are processors: it is half of the work, and the rest waits for it.
    private async Task<RenderedArticle[]> RenderInParallelAsync(List<Article> articles, CancellationToken cancellation)
    {
        var parts = articles
            .Chunk(Math.Max(1, (articles.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount))
            .Select(part => Task.Run(() => Array.ConvertAll(part, Render), cancellation));

        return [.. (await Task.WhenAll(parts)).SelectMany(part => part)];
    }

    private RenderedArticle Render(Article article)
    {
        var audience = article.AudienceAt(now);
        var head = new ArticleHead
        {
            ArticleKey = article.Key,
            ArticleId = article.Id,
            Audience = audience,
            Version = 1,
            UpdatedAt = now,
            AvailableAt = audience == Audience.Public ? now : null,
            DueAt = article.NextVisibilityChange(now),
            Slug = article.Slug.ToString(),
            RendererVersion = renderer.Version,
            PublicationKey = PublicationKey.For(article),
        };
        var document = renderer.Render(
            article,
            new(head.Version, audience, head.AvailableAt, head.UpdatedAt, head.RevisedAt)
        );
        var words = indexing.Tokenize(document);
        var filing = IndexDocument.From(document) with { Likeness = TextSignature.Compute(words) };
        (head.Terms, head.SortValues, head.References, head.Summary, head.Signature) = (
            filing.TermsText,
            filing.SortValuesText,
            UsageCounter.SerializeReferences(article),
            ArticleJson.SerializeSummary(document),
            filing.Likeness?.ToBytes()
        );

        var datelines = article
            .Images.Select(use => use.Caption?.DatelineKey)
            .Append(article.DatelineKey)
            .OfType<long>()
            .Distinct()
            .ToList();
        var entry = new PendingVersion(
            head,
            ArticleJson.SerializeFull(document),
            words,
            CreateIndexEntry(new(audience, "", head.PublicationKey.Value, head.ArticleKey, filing)),
            filing.FacetValueIds(names),
            [.. article.Images.SelectMany(use => ComponentsOf(use, audience))]
        );
        return new(entry, filing.FacetValues, datelines);
    }

    private IEnumerable<PendingComponent> ComponentsOf(ImageUse use, Audience audience)
    {
        yield return Of(
            ComponentKind.Image,
            use.ImageKey,
            IndexDocument.From(use.Image, use.Caption is { } shown ? [shown] : []),
            null
        );
        if (use.Caption is { } caption)
            yield return Of(
                ComponentKind.Caption,
                caption.Key,
                IndexDocument.From(caption),
                indexing.Tokenize(caption)
            );

        PendingComponent Of(ComponentKind kind, long key, IndexDocument filing, TokenizedText? words)
        {
            var showing = new ComponentUsage
            {
                Kind = kind,
                Key = key,
                Audience = audience,
                ArticleCount = 1,
                Terms = filing.TermsText,
                SortValues = filing.SortValuesText,
            };
            return new(
                showing,
                CreateIndexEntry(new(audience, UsageCounter.CollectionOf(kind), key, key, filing)),
                words
            );
        }
    }

    // Places that other articles hold already, or that two of these want, give way within the same instant.
    private async Task AllocatePublicationKeysAsync(CancellationToken cancellation)
    {
        var taken = new HashSet<long>();
        foreach (var wanted in _entries.Select(entry => entry.Head.PublicationKey!.Value).Chunk(1_000))
            taken.UnionWith(
                await db
                    .Heads.AsNoTracking()
                    .Where(head => head.PublicationKey != null && wanted.Contains(head.PublicationKey.Value))
                    .Select(head => head.PublicationKey!.Value)
                    .ToListAsync(cancellation)
            );
        foreach (var entry in _entries)
        {
            if (!taken.Add(entry.Head.PublicationKey!.Value))
            {
                entry.Head.PublicationKey = await PublicationKey.AllocateAsync(
                    entry.Head.PublicationKey.Value,
                    async place =>
                        !taken.Contains(place)
                        && !await db.Heads.AnyAsync(head => head.PublicationKey == place, cancellation)
                );
                taken.Add(entry.Head.PublicationKey.Value);
                entry.Card.MoveTo(entry.Head.PublicationKey.Value);
            }
        }
    }

    private ArticleVersion CreateVersion(PendingVersion entry) =>
        new()
        {
            Sequence = entry.Head.Sequence,
            ArticleKey = entry.Head.ArticleKey,
            ArticleId = entry.Head.ArticleId,
            Number = entry.Head.Version,
            At = now,
            Cause = change.Cause,
            Reason = change.Reason,
            Actor = change.Actor,
            Audience = entry.Head.Audience,
            RendererVersion = renderer.Version,
            Slug = entry.Head.Slug,
            Terms = IndexDocument.Serialize(entry.Head.PublicationKey!.Value, entry.Head.Terms, entry.Head.SortValues),
            Document = entry.Document,
        };

    /// <summary>An article and what it shares with others.</summary>
    private sealed record RenderedArticle(
        PendingVersion Entry,
        IReadOnlyDictionary<(FacetField Kind, string Folded), (string Value, string Name)> Labels,
        IReadOnlyList<long> Datelines
    );

    /// <summary>
    /// What is kept of an article until the lock is taken: thousands wait together, so it is bytes and numbers rather
    /// than objects.
    /// </summary>
    private sealed record PendingVersion(
        ArticleHead Head,
        byte[] Document,
        TokenizedText Words,
        PendingIndexEntry Card,
        byte[] Codes,
        PendingComponent[] Components
    );

    private sealed record PendingComponent(ComponentUsage Showing, PendingIndexEntry Card, TokenizedText? Words);

    private PendingIndexEntry CreateIndexEntry(IndexEntry slot) => new(slot, names);

    /// <summary>Where something is to be filed.</summary>
    private sealed class PendingIndexEntry(IndexEntry slot, IndexKeys names)
    {
        public Audience Audience { get; } = slot.Audience;
        public long Key { get; } = slot.Key;
        public long Position { get; private set; } = slot.Position;

        /// <summary>The names of its terms.</summary>
        public long[] Terms { get; } = [.. IndexWriter.PostingListIdsOf(names, slot)];
        public SortEntry[] Dates { get; } = [.. IndexWriter.SortEntriesOf(names, slot)];

        public void MoveTo(long position)
        {
            Position = position;
            foreach (var date in Dates)
                date.Position = position;
        }
    }
}
