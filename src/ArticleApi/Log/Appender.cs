using ArticleApi.Core.Articles;
using ArticleApi.Core.Kinship;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>Appends versions under the append lock: renders, compares, files, and erases what must go.</summary>
internal sealed class Appender(
    ArticleDb db,
    Renderer renderer,
    TextIndexing indexing,
    IndexNames names,
    int generation,
    DateTimeOffset now
)
{
    private readonly List<Func<long, VersionRow>> _appended = [];
    private readonly HashSet<long> _taken = [];
    private bool _openSees;

    public Shown Shown { get; } = new(db, indexing, names, generation);

    public int Count => _appended.Count;

    /// <summary>Whether a caller without a key can notice what was done.</summary>
    public bool OpenSees => _openSees || Shown.OpenSees;

    /// <summary>
    /// How many were appended up to the last that such a caller can notice; 0 where it can notice none.
    /// </summary>
    public int OpenCount { get; private set; }

    /// <summary>What the full-text index is to be told.</summary>
    public List<SearchEntry> Searched { get; } = [];

    public bool Erased { get; private set; }

    /// <summary>
    /// Renders the articles as they now are; appends where that gives other bytes, another place or another audience.
    /// </summary>
    /// <param name="direct">Those whose own rows changed: only such a change counts as editorial.</param>
    public async Task Append(
        IReadOnlyList<long> keys,
        IReadOnlySet<long> direct,
        Change change,
        CancellationToken cancellation
    )
    {
        if (keys.Count == 0)
            return;

        var articles = await db
            .Articles.Where(article => keys.Contains(article.Key))
            .Whole()
            .OrderBy(article => article.Key)
            .ToListAsync(cancellation);
        var heads = await db
            .Heads.Where(head => keys.Contains(head.ArticleKey))
            .ToDictionaryAsync(head => head.ArticleKey, cancellation);
        var current = heads.Values.Where(head => head.State == HeadState.Live).Select(head => head.Seq).ToList();
        var documents = await db
            .Versions.AsNoTracking()
            .Where(version => current.Contains(version.Seq))
            .ToDictionaryAsync(version => version.ArticleKey, version => version.Document, cancellation);

        foreach (var article in articles)
        {
            var head = heads.GetValueOrDefault(article.Key);
            if (article.Status == ArticleStatus.Withdrawn)
            {
                // What was withdrawn stays out of the log, however its rows change.
                if (head is { State: HeadState.Live })
                    await Entomb(head, documents[article.Key]!, HeadState.Withdrawn, change, cancellation);
                else if (head is not null && direct.Contains(article.Key))
                    head.Version++; // No version is appended, but what another editor read is stale now.
                continue;
            }

            await Append(
                article,
                head,
                documents.GetValueOrDefault(article.Key),
                direct.Contains(article.Key),
                change,
                cancellation
            );
        }
    }

    /// <summary>
    /// Leaves tombstones for deleted articles; their old slugs stay taken, but can no longer be read.
    /// </summary>
    public async Task Entomb(IReadOnlyList<Article> deleted, Change change, CancellationToken cancellation)
    {
        foreach (var article in deleted)
        {
            var head = await db.Heads.SingleAsync(h => h.ArticleKey == article.Key, cancellation);
            var document = await db
                .Versions.Where(version => version.Seq == head.Seq)
                .Select(version => version.Document)
                .SingleAsync(cancellation);
            await Entomb(head, document, HeadState.Deleted, change, cancellation);
            var slugs = await db.Slugs.Where(row => row.ArticleId == article.Id).ToListAsync(cancellation);
            db.Slugs.RemoveRange(slugs);
            db.Slugs.AddRange(
                slugs.Select(row => new SlugRow
                {
                    Slug = Delivery.ErasedSlug(row.Slug),
                    ArticleId = row.ArticleId,
                    ShownTo = row.ShownTo,
                })
            );
        }
    }

    public async Task<int> Reshape(int atMost, CancellationToken cancellation)
    {
        var heads = await db.Heads.OfEarlierRenderers(renderer.Number).Take(atMost).ToListAsync(cancellation);
        if (heads.Count == 0)
            heads = await db.Heads.OfLaterRenderers(renderer.Number).Take(atMost).ToListAsync(cancellation);
        var keys = heads.Select(head => head.ArticleKey).ToList();
        var seqs = heads.Select(head => head.Seq).ToList();
        var articles = await db
            .Articles.Where(article => keys.Contains(article.Key))
            .Whole()
            .ToDictionaryAsync(article => article.Key, cancellation);
        var versions = await db
            .Versions.Where(version => seqs.Contains(version.Seq))
            .ToDictionaryAsync(version => version.Seq, cancellation);
        foreach (var head in heads)
        {
            var document = renderer.Document(articles[head.ArticleKey], StateOf(head, head.Audience));
            var version = versions[head.Seq];
            // The old words are told by the old bytes.
            Reindex(head, version.Document, document);
            (version.Document, version.Renderer) = (ArticleJson.Full(document), renderer.Number);
            (head.Summary, head.Renderer) = (ArticleJson.Summary(document), renderer.Number);
            _openSees |= head.Audience == Audience.Public;
        }

        return heads.Count;
    }

    /// <summary>
    /// Indexes and files anew what an earlier generation wrote, from the stored bytes: the next batch of it.
    /// </summary>
    public async Task Reindex(ReindexProgress progress, int atMost, CancellationToken cancellation)
    {
        if (progress.Stage is not { } stage)
            return;

        var after = progress.After;
        if (stage > 0)
        {
            var kind = (ComponentKind)(stage - 1);
            var keys = await db
                .Showings.Where(row => row.Kind == kind && row.Key > after && row.IndexGeneration != generation)
                .Select(row => row.Key)
                .Distinct()
                .OrderBy(key => key)
                .Take(atMost)
                .ToListAsync(cancellation);
            foreach (var key in keys)
                Shown.Touch(kind, key);
            progress.Advance(keys.Count == 0 ? null : keys[^1], 0);
            return;
        }

        // In the order of the key alone, so that nothing is sorted.
        var heads = await db
            .Heads.Where(head => head.ArticleKey > after && head.Timeline != null && head.IndexGeneration != generation)
            .OrderBy(head => head.ArticleKey)
            .Take(atMost)
            .ToListAsync(cancellation);
        var seqs = heads.ConvertAll(head => head.Seq);
        var documents = await db
            .Versions.AsNoTracking()
            .Where(version => seqs.Contains(version.Seq))
            .ToDictionaryAsync(version => version.Seq, version => version.Document, cancellation);
        foreach (var head in heads)
            Reindex(head, documents[head.Seq], ArticleJson.Read(documents[head.Seq]));
        progress.Advance(heads.Count == 0 ? null : heads[^1].ArticleKey, heads.Count);
    }

    /// <param name="old">The bytes that the present entry is of.</param>
    private void Reindex(Head head, byte[]? old, ArticleDocument document)
    {
        var words = indexing.WordsOf(document);
        var filing = Filing.Of(document) with { Likeness = Likeness.Of(words) };
        var slot = SlotOf(head);
        var forgotten = Forgotten(head, old);
        if (forgotten.Old?.HasSameTokens(words) != true)
            Searched.AddRange([forgotten, new(SearchIndex.Articles, head.Audience, slot.Position, false, null, words)]);
        if (filing.TermsText != head.Terms)
        {
            Shown.Less(head);
            Shown.More(head.Shows, filing, head.Audience);
        }

        _openSees |=
            head.Audience == Audience.Public && (filing.TermsText, filing.DatesText) != (head.Terms, head.Dates);
        (head.Terms, head.Dates, head.Likeness, head.IndexGeneration) = (
            filing.TermsText,
            filing.DatesText,
            filing.Likeness?.ToBytes(),
            generation
        );
        db.Refile(names, slot, slot with { Filing = filing });
    }

    // What an earlier generation wrote is in no index that forgets by its words.
    private SearchEntry Forgotten(Head head, byte[]? document) =>
        new(
            SearchIndex.Articles,
            head.Audience,
            head.Timeline!.Value,
            true,
            head.IndexGeneration == generation ? indexing.WordsOf(ArticleJson.Read(document)) : null,
            null
        );

    /// <summary>Gives the appended versions their numbers, once the lock has handed them out.</summary>
    public void Number(long last)
    {
        foreach (var make in _appended)
            db.Versions.Add(make(++last));
    }

    private async Task Append(
        Article article,
        Head? head,
        byte[]? current,
        bool direct,
        Change change,
        CancellationToken cancellation
    )
    {
        var wasLive = head is { State: HeadState.Live };
        var audience = article.AudienceAt(now);
        var previous = wasLive ? head!.Audience : (Audience?)null;
        var timeline =
            wasLive && Timeline.IsStill(head!.Timeline, article)
                ? head.Timeline!.Value
                : await Settle(Timeline.Of(article), article, cancellation);

        if (
            wasLive
            && audience == previous
            && timeline == head!.Timeline
            && current is not null
            && ArticleJson.Full(renderer.Document(article, StateOf(head, audience))).AsSpan().SequenceEqual(current)
        )
        {
            head.DueAt = article.NextChangeAfter(now);
            return;
        }

        // What was withdrawn is gone for everyone who saw it, and becomes unknown to those who may not see it now.
        _openSees |= audience == Audience.Public || head?.Audience == Audience.Public;
        var from = wasLive ? SlotOf(head!) : null;
        if (wasLive)
            Searched.Add(Forgotten(head!, current));
        var previousFiling = from?.Filing.TextAt(from.Position);
        // Whatever comes first after its last instant, readers are told why it is gone.
        if (
            previous is Audience.Public or Audience.Embargo
            && article.Status == ArticleStatus.Published
            && article.IsExpiredAt(now)
        )
            change = change with { Cause = Cause.Expired };
        var editorial =
            direct
            && wasLive
            && previous == Audience.Public
            && change.Cause is Cause.Edited or Cause.Corrected or Cause.Imported;
        if (wasLive)
            Shown.Less(head!);
        if (wasLive && (audience != previous || article.Slug.ToString() != head!.Slug))
            await RememberSlug(head!, cancellation);
        head ??= db.Heads.Add(new Head { ArticleKey = article.Key, ArticleId = article.Id }).Entity;
        (head.State, head.Audience, head.Timeline, head.Version, head.UpdatedAt) = (
            HeadState.Live,
            audience,
            timeline,
            head.Version + 1,
            now
        );
        head.AvailableAt ??= audience == Audience.Public ? now : null;
        head.RevisedAt = editorial ? now : head.RevisedAt;
        head.ExpiredAt = head.AvailableAt is not null && article.IsExpiredAt(now) ? article.ExpiresAt : null;
        (head.DueAt, head.Slug, head.Renderer, head.Reason, head.ReplacedBy) = (
            article.NextChangeAfter(now),
            article.Slug.ToString(),
            renderer.Number,
            null,
            null
        );
        head.IndexGeneration = generation;

        var document = renderer.Document(article, StateOf(head, audience));
        var words = indexing.WordsOf(document);
        var filing = Filing.Of(document) with { Likeness = Likeness.Of(words) };
        (head.Terms, head.Dates, head.Shows, head.Summary, head.Likeness) = (
            filing.TermsText,
            filing.DatesText,
            Shown.TextOf(article),
            ArticleJson.Summary(document),
            filing.Likeness?.ToBytes()
        );
        Shown.More(head.Shows, filing, audience);
        Searched.Add(new(SearchIndex.Articles, audience, timeline, false, null, words));
        db.Refile(names, from, new Slot(audience, "", timeline, article.Key, filing));
        Add(head, previous, previousFiling, filing.TextAt(timeline), ArticleJson.Full(document), change);
    }

    private async Task Entomb(
        Head head,
        byte[]? document,
        HeadState state,
        Change change,
        CancellationToken cancellation
    )
    {
        // Entries from when it was public, where it was, lose what filters asked of them.
        _openSees |= head.Audience == Audience.Public || head.AvailableAt is not null;
        Audience? previous = null;
        if (head.State == HeadState.Live)
        {
            previous = head.Audience;
            await RememberSlug(head, cancellation);
            Searched.Add(Forgotten(head, document));
            db.Refile(names, SlotOf(head), null);
            Shown.Less(head);
        }

        (head.State, head.Version, head.UpdatedAt, head.Reason, head.ReplacedBy) = (
            state,
            head.Version + 1,
            now,
            change.Reason,
            change.ReplacedBy
        );
        (head.Timeline, head.DueAt, head.Slug, head.Summary, head.Likeness) = (null, null, null, null, null);
        (head.Terms, head.Dates, head.Shows) = ("", "", "");
        await db
            .Versions.Where(version => version.ArticleKey == head.ArticleKey)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(version => version.Document, (byte[]?)null)
                        .SetProperty(version => version.Slug, (string?)null)
                        .SetProperty(version => version.Terms, (string?)null)
                        .SetProperty(version => version.PreviousTerms, (string?)null),
                cancellation
            );
        Erased = true;
        Add(head, previous, null, null, null, change);
    }

    // The slug goes on leading to the article those who have had it under it.
    private async Task RememberSlug(Head head, CancellationToken cancellation)
    {
        var slug = await db.Slugs.SingleAsync(row => row.Slug == head.Slug, cancellation);
        slug.ShownTo |= 1 << (int)head.Audience;
    }

    private void Add(
        Head head,
        Audience? previous,
        string? previousFiling,
        string? filing,
        byte[]? document,
        Change change
    )
    {
        var audience = document is null ? Audience.Staff : head.Audience;
        _appended.Add(seq =>
        {
            head.Seq = seq;
            return new VersionRow
            {
                Seq = seq,
                ArticleKey = head.ArticleKey,
                ArticleId = head.ArticleId,
                Number = head.Version,
                At = now,
                Cause = change.Cause,
                Reason = change.Reason,
                Actor = change.Actor,
                Audience = audience,
                PreviousAudience = previous,
                Renderer = renderer.Number,
                Slug = head.Slug,
                Terms = filing,
                PreviousTerms = previousFiling,
                Document = document,
            };
        });
        if (audience == Audience.Public || previous == Audience.Public)
            OpenCount = Count;
    }

    // Another article may hold the place already; the next free one of the same instant is as good.
    private async Task<long> Settle(long wanted, Article article, CancellationToken cancellation)
    {
        var place = await Timeline.Settle(
            wanted,
            async place =>
                !_taken.Contains(place)
                && !await db.Heads.AnyAsync(
                    head => head.Timeline == place && head.ArticleKey != article.Key,
                    cancellation
                )
        );
        _taken.Add(place);
        return place;
    }

    private static Slot SlotOf(Head head) =>
        new(
            head.Audience,
            "",
            head.Timeline!.Value,
            head.ArticleKey,
            new(head.Terms.Split('\n', StringSplitOptions.RemoveEmptyEntries), Filing.DatesOf(head.Dates))
            {
                Likeness = head.Likeness is { } likeness ? Likeness.Read(likeness) : null,
            }
        );

    private static LogState StateOf(Head head, Audience audience) =>
        new(head.Version, audience, head.AvailableAt, head.UpdatedAt, head.RevisedAt);
}
