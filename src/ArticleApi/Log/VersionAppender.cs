using ArticleApi.Core.Articles;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Index;
using ArticleApi.Index.FullText;
using ArticleApi.Index.Usage;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>Appends versions under the append lock: renders, compares, files, and erases what must go.</summary>
internal sealed class VersionAppender(
    ArticleDb db,
    ArticleRenderer renderer,
    IndexTokenizer indexing,
    IndexKeys names,
    int generation,
    DateTimeOffset now
)
{
    private readonly List<Func<long, ArticleVersion>> _appended = [];
    private readonly HashSet<long> _taken = [];
    private bool _openSees;

    public UsageCounter Usage { get; } = new(db, indexing, names, generation);

    public int Count => _appended.Count;

    /// <summary>Whether a caller without a key can notice what was done.</summary>
    public bool OpenSees => _openSees || Usage.OpenSees;

    /// <summary>
    /// How many were appended up to the last that such a caller can notice; 0 where it can notice none.
    /// </summary>
    public int OpenCount { get; private set; }

    /// <summary>What the full-text index is to be told.</summary>
    public List<FullTextChange> FullTextChanges { get; } = [];

    public bool HasErasures { get; private set; }

    /// <summary>
    /// Renders the articles as they now are; appends where that gives other bytes, another place or another audience.
    /// </summary>
    /// <param name="direct">Those whose own rows changed: only such a change counts as editorial.</param>
    public async Task AppendAsync(
        IReadOnlyList<long> keys,
        IReadOnlySet<long> direct,
        CommitMetadata change,
        CancellationToken cancellation
    )
    {
        if (keys.Count == 0)
            return;

        var articles = await db
            .Articles.Where(article => keys.Contains(article.Key))
            .WithComponents()
            .OrderBy(article => article.Key)
            .ToListAsync(cancellation);
        var heads = await db
            .Heads.Where(head => keys.Contains(head.ArticleKey))
            .ToDictionaryAsync(head => head.ArticleKey, cancellation);
        var current = heads.Values.Where(head => head.State == HeadState.Live).Select(head => head.Sequence).ToList();
        var documents = await db
            .Versions.AsNoTracking()
            .Where(version => current.Contains(version.Sequence))
            .ToDictionaryAsync(version => version.ArticleKey, version => version.Document, cancellation);

        foreach (var article in articles)
        {
            var head = heads.GetValueOrDefault(article.Key);
            if (article.Status == ArticleStatus.Withdrawn)
            {
                // What was withdrawn stays out of the log, however its rows change.
                if (head is { State: HeadState.Live })
                    await AppendTombstoneAsync(
                        head,
                        documents[article.Key]!,
                        HeadState.Withdrawn,
                        change,
                        cancellation
                    );
                else if (head is not null && direct.Contains(article.Key))
                    head.Version++; // No version is appended, but what another editor read is stale now.
                continue;
            }

            await AppendAsync(
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
    public async Task AppendTombstoneAsync(
        IReadOnlyList<Article> deleted,
        CommitMetadata change,
        CancellationToken cancellation
    )
    {
        foreach (var article in deleted)
        {
            var head = await db.Heads.SingleAsync(h => h.ArticleKey == article.Key, cancellation);
            var document = await db
                .Versions.Where(version => version.Sequence == head.Sequence)
                .Select(version => version.Document)
                .SingleAsync(cancellation);
            await AppendTombstoneAsync(head, document, HeadState.Deleted, change, cancellation);
            var slugs = await db.Slugs.Where(row => row.ArticleId == article.Id).ToListAsync(cancellation);
            db.Slugs.RemoveRange(slugs);
            db.Slugs.AddRange(
                slugs.Select(row => new SlugReservation
                {
                    Slug = ArticleReader.ErasedSlug(row.Slug),
                    ArticleId = row.ArticleId,
                    ShownTo = row.ShownTo,
                })
            );
        }
    }

    public async Task<int> UpgradeRendererAsync(int atMost, CancellationToken cancellation)
    {
        var heads = await db.Heads.RenderedBefore(renderer.Version).Take(atMost).ToListAsync(cancellation);
        if (heads.Count == 0)
            heads = await db.Heads.RenderedAfter(renderer.Version).Take(atMost).ToListAsync(cancellation);
        var keys = heads.Select(head => head.ArticleKey).ToList();
        var seqs = heads.Select(head => head.Sequence).ToList();
        var articles = await db
            .Articles.Where(article => keys.Contains(article.Key))
            .WithComponents()
            .ToDictionaryAsync(article => article.Key, cancellation);
        var versions = await db
            .Versions.Where(version => seqs.Contains(version.Sequence))
            .ToDictionaryAsync(version => version.Sequence, cancellation);
        foreach (var head in heads)
        {
            var document = renderer.Render(articles[head.ArticleKey], VersionInfoOf(head, head.Audience));
            var version = versions[head.Sequence];
            // The old words are told by the old bytes.
            RebuildIndexAsync(head, version.Document, document);
            (version.Document, version.RendererVersion) = (ArticleJson.SerializeFull(document), renderer.Version);
            (head.Summary, head.RendererVersion) = (ArticleJson.SerializeSummary(document), renderer.Version);
            _openSees |= head.Audience == Audience.Public;
        }

        return heads.Count;
    }

    /// <summary>
    /// Indexes and files anew what an earlier generation wrote, from the stored bytes: the next batch of it.
    /// </summary>
    public async Task RebuildIndexAsync(IndexRebuildProgress progress, int atMost, CancellationToken cancellation)
    {
        if (progress.Stage is not { } stage)
            return;

        var after = progress.After;
        if (stage > 0)
        {
            var kind = (ComponentKind)(stage - 1);
            var keys = await db
                .ComponentUsages.Where(row => row.Kind == kind && row.Key > after && row.IndexGeneration != generation)
                .Select(row => row.Key)
                .Distinct()
                .OrderBy(key => key)
                .Take(atMost)
                .ToListAsync(cancellation);
            foreach (var key in keys)
                Usage.MarkDirty(kind, key);
            progress.Advance(keys.Count == 0 ? null : keys[^1], 0);
            return;
        }

        // In the order of the key alone, so that nothing is sorted.
        var heads = await db
            .Heads.Where(head =>
                head.ArticleKey > after && head.PublicationKey != null && head.IndexGeneration != generation
            )
            .OrderBy(head => head.ArticleKey)
            .Take(atMost)
            .ToListAsync(cancellation);
        var seqs = heads.ConvertAll(head => head.Sequence);
        var documents = await db
            .Versions.AsNoTracking()
            .Where(version => seqs.Contains(version.Sequence))
            .ToDictionaryAsync(version => version.Sequence, version => version.Document, cancellation);
        foreach (var head in heads)
            RebuildIndexAsync(head, documents[head.Sequence], ArticleJson.Deserialize(documents[head.Sequence]));
        progress.Advance(heads.Count == 0 ? null : heads[^1].ArticleKey, heads.Count);
    }

    /// <param name="old">The bytes that the present entry is of.</param>
    private void RebuildIndexAsync(ArticleHead head, byte[]? old, ArticleDocument document)
    {
        var words = indexing.Tokenize(document);
        var filing = IndexDocument.From(document) with { Likeness = TextSignature.Compute(words) };
        var slot = IndexEntryOf(head);
        var forgotten = ForgetText(head, old);
        if (forgotten.Before?.HasSameTokens(words) != true)
            FullTextChanges.AddRange([
                forgotten,
                new(FullTextTables.Articles, head.Audience, slot.Position, false, null, words),
            ]);
        if (filing.TermsText != head.Terms)
        {
            Usage.Subtract(head);
            Usage.Add(head.References, filing, head.Audience);
        }

        _openSees |=
            head.Audience == Audience.Public
            && (filing.TermsText, filing.SortValuesText) != (head.Terms, head.SortValues);
        (head.Terms, head.SortValues, head.Signature, head.IndexGeneration) = (
            filing.TermsText,
            filing.SortValuesText,
            filing.Likeness?.ToBytes(),
            generation
        );
        db.ApplyChange(names, slot, slot with { Document = filing });
    }

    // What an earlier generation wrote is in no index that forgets by its words.
    private FullTextChange ForgetText(ArticleHead head, byte[]? document) =>
        new(
            FullTextTables.Articles,
            head.Audience,
            head.PublicationKey!.Value,
            true,
            head.IndexGeneration == generation ? indexing.Tokenize(ArticleJson.Deserialize(document)) : null,
            null
        );

    /// <summary>Gives the appended versions their numbers, once the lock has handed them out.</summary>
    public void AssignSequences(long last)
    {
        foreach (var make in _appended)
            db.Versions.Add(make(++last));
    }

    private async Task AppendAsync(
        Article article,
        ArticleHead? head,
        byte[]? current,
        bool direct,
        CommitMetadata change,
        CancellationToken cancellation
    )
    {
        var wasLive = head is { State: HeadState.Live };
        var audience = article.AudienceAt(now);
        var previous = wasLive ? head!.Audience : (Audience?)null;
        var timeline =
            wasLive && PublicationKey.HasSameInstant(head!.PublicationKey, article)
                ? head.PublicationKey!.Value
                : await AllocatePublicationKeyAsync(PublicationKey.For(article), article, cancellation);

        if (
            wasLive
            && audience == previous
            && timeline == head!.PublicationKey
            && current is not null
            && ArticleJson
                .SerializeFull(renderer.Render(article, VersionInfoOf(head, audience)))
                .AsSpan()
                .SequenceEqual(current)
        )
        {
            head.DueAt = article.NextVisibilityChange(now);
            return;
        }

        // What was withdrawn is gone for everyone who saw it, and becomes unknown to those who may not see it now.
        _openSees |= audience == Audience.Public || head?.Audience == Audience.Public;
        var from = wasLive ? IndexEntryOf(head!) : null;
        if (wasLive)
            FullTextChanges.Add(ForgetText(head!, current));
        var previousFiling = from?.Document.Serialize(from.Position);
        // Whatever comes first after its last instant, readers are told why it is gone.
        if (
            previous is Audience.Public or Audience.Embargo
            && article.Status == ArticleStatus.Published
            && article.IsExpiredAt(now)
        )
            change = change with { Cause = ChangeCause.Expired };
        var editorial =
            direct
            && wasLive
            && previous == Audience.Public
            && change.Cause is ChangeCause.Edited or ChangeCause.Corrected or ChangeCause.Imported;
        if (wasLive)
            Usage.Subtract(head!);
        if (wasLive && (audience != previous || article.Slug.ToString() != head!.Slug))
            await ReserveSlugAsync(head!, cancellation);
        head ??= db.Heads.Add(new ArticleHead { ArticleKey = article.Key, ArticleId = article.Id }).Entity;
        (head.State, head.Audience, head.PublicationKey, head.Version, head.UpdatedAt) = (
            HeadState.Live,
            audience,
            timeline,
            head.Version + 1,
            now
        );
        head.AvailableAt ??= audience == Audience.Public ? now : null;
        head.RevisedAt = editorial ? now : head.RevisedAt;
        head.ExpiredAt = head.AvailableAt is not null && article.IsExpiredAt(now) ? article.ExpiresAt : null;
        (head.DueAt, head.Slug, head.RendererVersion, head.Reason, head.ReplacedBy) = (
            article.NextVisibilityChange(now),
            article.Slug.ToString(),
            renderer.Version,
            null,
            null
        );
        head.IndexGeneration = generation;

        var document = renderer.Render(article, VersionInfoOf(head, audience));
        var words = indexing.Tokenize(document);
        var filing = IndexDocument.From(document) with { Likeness = TextSignature.Compute(words) };
        (head.Terms, head.SortValues, head.References, head.Summary, head.Signature) = (
            filing.TermsText,
            filing.SortValuesText,
            UsageCounter.SerializeReferences(article),
            ArticleJson.SerializeSummary(document),
            filing.Likeness?.ToBytes()
        );
        Usage.Add(head.References, filing, audience);
        FullTextChanges.Add(new(FullTextTables.Articles, audience, timeline, false, null, words));
        db.ApplyChange(names, from, new IndexEntry(audience, "", timeline, article.Key, filing));
        Add(head, previous, previousFiling, filing.Serialize(timeline), ArticleJson.SerializeFull(document), change);
    }

    private async Task AppendTombstoneAsync(
        ArticleHead head,
        byte[]? document,
        HeadState state,
        CommitMetadata change,
        CancellationToken cancellation
    )
    {
        // Entries from when it was public, where it was, lose what filters asked of them.
        _openSees |= head.Audience == Audience.Public || head.AvailableAt is not null;
        Audience? previous = null;
        if (head.State == HeadState.Live)
        {
            previous = head.Audience;
            await ReserveSlugAsync(head, cancellation);
            FullTextChanges.Add(ForgetText(head, document));
            db.ApplyChange(names, IndexEntryOf(head), null);
            Usage.Subtract(head);
        }

        (head.State, head.Version, head.UpdatedAt, head.Reason, head.ReplacedBy) = (
            state,
            head.Version + 1,
            now,
            change.Reason,
            change.ReplacedBy
        );
        (head.PublicationKey, head.DueAt, head.Slug, head.Summary, head.Signature) = (null, null, null, null, null);
        (head.Terms, head.SortValues, head.References) = ("", "", "");
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
        HasErasures = true;
        Add(head, previous, null, null, null, change);
    }

    // The slug goes on leading to the article those who have had it under it.
    private async Task ReserveSlugAsync(ArticleHead head, CancellationToken cancellation)
    {
        var slug = await db.Slugs.SingleAsync(row => row.Slug == head.Slug, cancellation);
        slug.ShownTo |= 1 << (int)head.Audience;
    }

    private void Add(
        ArticleHead head,
        Audience? previous,
        string? previousFiling,
        string? filing,
        byte[]? document,
        CommitMetadata change
    )
    {
        var audience = document is null ? Audience.Staff : head.Audience;
        _appended.Add(seq =>
        {
            head.Sequence = seq;
            return new ArticleVersion
            {
                Sequence = seq,
                ArticleKey = head.ArticleKey,
                ArticleId = head.ArticleId,
                Number = head.Version,
                At = now,
                Cause = change.Cause,
                Reason = change.Reason,
                Actor = change.Actor,
                Audience = audience,
                PreviousAudience = previous,
                RendererVersion = renderer.Version,
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
    private async Task<long> AllocatePublicationKeyAsync(long wanted, Article article, CancellationToken cancellation)
    {
        var place = await PublicationKey.AllocateAsync(
            wanted,
            async place =>
                !_taken.Contains(place)
                && !await db.Heads.AnyAsync(
                    head => head.PublicationKey == place && head.ArticleKey != article.Key,
                    cancellation
                )
        );
        _taken.Add(place);
        return place;
    }

    private static IndexEntry IndexEntryOf(ArticleHead head) =>
        new(
            head.Audience,
            "",
            head.PublicationKey!.Value,
            head.ArticleKey,
            new(
                head.Terms.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                IndexDocument.ParseSortValues(head.SortValues)
            )
            {
                Likeness = head.Signature is { } likeness ? TextSignature.FromBytes(likeness) : null,
            }
        );

    private static VersionInfo VersionInfoOf(ArticleHead head, Audience audience) =>
        new(head.Version, audience, head.AvailableAt, head.UpdatedAt, head.RevisedAt);
}
