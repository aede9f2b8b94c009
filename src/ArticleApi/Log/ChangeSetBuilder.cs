using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>
/// Finds out under the append lock what a commit does to articles: reads them as they now are, renders and compares
/// them, and erases what must go.
/// </summary>
internal sealed class ChangeSetBuilder(
    ArticleDb db,
    ArticleRenderer renderer,
    ChangeSet changes,
    CommitMetadata metadata,
    DateTimeOffset now
)
{
    private readonly PublicationKeyAllocator _keys = new(db);

    /// <summary>
    /// Renders the articles as they now are; appends where that gives other bytes, another place or another audience.
    /// </summary>
    /// <param name="direct">Those whose own rows changed: only such a change counts as editorial.</param>
    public async Task AddAsync(
        IReadOnlyCollection<long> keys,
        IReadOnlySet<long> direct,
        CancellationToken cancellation
    )
    {
        if (keys.Count == 0)
            return;

        // Fresh from the database, past whatever this context has tracked.
        var articles = await db
            .Articles.AsNoTracking()
            .WithComponents()
            .Where(article => keys.Contains(article.Key))
            .OrderBy(article => article.Key)
            .ToListAsync(cancellation);
        var heads = await db
            .Heads.AsNoTracking()
            .Where(head => keys.Contains(head.ArticleKey))
            .ToDictionaryAsync(head => head.ArticleKey, cancellation);
        var current = heads.Values.Where(head => head.State == HeadState.Live).Select(head => head.Sequence).ToList();
        var documents = await db
            .Versions.AsNoTracking()
            .Where(version => current.Contains(version.Sequence))
            .ToDictionaryAsync(version => version.ArticleKey, version => version.Document, cancellation);

        foreach (var article in articles)
        {
            var (head, document) = (heads.GetValueOrDefault(article.Key), documents.GetValueOrDefault(article.Key));
            if (article.Status == ArticleStatus.Withdrawn)
                await AddWithdrawnAsync(head, document, direct.Contains(article.Key), cancellation);
            else
                await AddVersionAsync(article, head, document, direct.Contains(article.Key), cancellation);
        }
    }

    /// <summary>
    /// Leaves tombstones for deleted articles; their old slugs stay taken, but can no longer be read.
    /// </summary>
    public async Task AddDeletedAsync(IReadOnlyList<Article> deleted, CancellationToken cancellation)
    {
        foreach (var article in deleted)
        {
            var head = await db.Heads.AsNoTracking().SingleAsync(head => head.ArticleKey == article.Key, cancellation);
            var document = await db
                .Versions.Where(version => version.Sequence == head.Sequence)
                .Select(version => version.Document)
                .SingleAsync(cancellation);
            var slugs = await db
                .Slugs.AsNoTracking()
                .Where(row => row.ArticleId == article.Id)
                .ToListAsync(cancellation);
            changes.ErasedSlugs.AddRange(slugs);
            changes.Slugs.AddRange(
                slugs.Select(row => new SlugReservation
                {
                    Slug = SlugHash.For(row.Slug),
                    ArticleId = row.ArticleId,
                    ShownTo = row.ShownTo | (IsShownUnder(head, row.Slug) ? 1 << (int)head.Audience : 0),
                })
            );
            await AddTombstoneAsync(head, document, HeadState.Deleted, cancellation);
        }
    }

    // What was withdrawn stays out of the log, however its rows change.
    private async Task AddWithdrawnAsync(
        ArticleHead? head,
        CompressedBytes? document,
        bool direct,
        CancellationToken cancellation
    )
    {
        if (head is null)
            return;

        if (head.State == HeadState.Live)
        {
            await KeepSlugAsync(head, cancellation);
            await AddTombstoneAsync(head, document, HeadState.Withdrawn, cancellation);
        }
        else if (direct)
        {
            // No version is appended, but what another editor read is stale now.
            head.Version++;
            changes.RewrittenHeads.Add(head);
        }

        changes.Articles.Add(head.ToStoredArticle(null));
    }

    private async Task AddVersionAsync(
        Article article,
        ArticleHead? head,
        CompressedBytes? current,
        bool direct,
        CancellationToken cancellation
    )
    {
        var (live, audience) = (head is { State: HeadState.Live } ? head : null, article.AudienceAt(now));
        var place =
            live is not null && PublicationKey.HasSameInstant(live.PublicationKey, article)
                ? live.PublicationKey!.Value
                : await _keys.AllocateAsync(PublicationKey.For(article), article.Key, cancellation);
        if (live is not null && FindUnchanged(article, live, current, place) is { } unchanged)
        {
            if (live.DueAt != article.NextVisibilityChange(now))
            {
                live.DueAt = article.NextVisibilityChange(now);
                changes.RewrittenHeads.Add(live);
            }

            changes.Articles.Add(live.ToStoredArticle(unchanged));
            return;
        }

        // What was withdrawn is gone for everyone who saw it, and becomes unknown to those who may not see it now.
        changes.IsOpen |= audience == Audience.Public || head?.Audience == Audience.Public;
        var before = live is null ? null : DescribeStored(live, current);
        var change = IsExpiry(article, live) ? metadata with { Cause = ChangeCause.Expired } : metadata;
        if (live is not null && (audience != live.Audience || article.Slug.ToString() != live.Slug))
            await KeepSlugAsync(live, cancellation);
        if (direct && live is { Audience: Audience.Public } && IsEditorial(change.Cause))
            live.RevisedAt = now;

        head ??= new() { ArticleKey = article.Key, ArticleId = article.Id };
        head.PublicationKey = place;
        var rendered = renderer.RenderNext(article, head, now);
        changes.Index.Changes.Add(new(before, rendered.Entry));
        changes.Append(new(head, rendered.Document, before, rendered.Entry, change));
        changes.Articles.Add(head.ToStoredArticle(rendered.Document.Decompress()));
    }

    // The document as it is stored; null where the article gives another, or has another place or audience.
    private byte[]? FindUnchanged(Article article, ArticleHead live, CompressedBytes? current, long place)
    {
        if (article.AudienceAt(now) != live.Audience || place != live.PublicationKey || current is null)
            return null;

        var (document, stored) = (renderer.Render(article, live.ToVersionInfo()), current.Decompress());
        return ArticleJson.SerializeFull(document).AsSpan().SequenceEqual(stored) ? stored : null;
    }

    // Whatever comes first after its last instant, readers are told why it is gone.
    private bool IsExpiry(Article article, ArticleHead? live) =>
        live is { Audience: Audience.Public or Audience.Embargo }
        && article.Status == ArticleStatus.Published
        && article.IsExpiredAt(now);

    private static bool IsEditorial(string cause) =>
        cause is ChangeCause.Edited or ChangeCause.Corrected or ChangeCause.Imported;

    private async Task AddTombstoneAsync(
        ArticleHead head,
        CompressedBytes? document,
        HeadState state,
        CancellationToken cancellation
    )
    {
        // Entries from when it was public, where it was, lose what filters asked of them.
        changes.IsOpen |= head.Audience == Audience.Public || head.AvailableAt is not null;
        var before = head.State == HeadState.Live ? DescribeStored(head, document) : null;
        if (before is not null)
            changes.Index.Changes.Add(new(before, null));

        head.State = state;
        head.Version++;
        head.UpdatedAt = now;
        head.Reason = metadata.Reason;
        head.ReplacedBy = metadata.ReplacedBy;
        head.PublicationKey = null;
        head.DueAt = null;
        head.Slug = null;
        head.Summary = null;
        head.Signature = null;
        head.Terms = "";
        head.SortValues = "";
        head.References = "";
#pragma warning disable RS0030 // What is erased may be thousands of versions, whose documents need not be read.
        await db
            .Versions.Where(version => version.ArticleKey == head.ArticleKey)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(version => version.Document, (CompressedBytes?)null)
                        .SetProperty(version => version.Slug, (string?)null),
                cancellation
            );
#pragma warning restore RS0030
        changes.HasErasures = true;
        changes.Append(new(head, null, before, null, metadata));
    }

    // The slug goes on leading to the article those who have had it under it.
    private async Task KeepSlugAsync(ArticleHead head, CancellationToken cancellation)
    {
        var slug = await db.Slugs.AsNoTracking().SingleAsync(row => row.Slug == head.Slug, cancellation);
        slug.ShownTo |= 1 << (int)head.Audience;
        changes.Slugs.Add(slug);
    }

    private static bool IsShownUnder(ArticleHead head, string slug) =>
        head.State == HeadState.Live && head.Slug == slug;

    private IndexEntry DescribeStored(ArticleHead head, CompressedBytes? document) =>
        renderer.DescribeStored(head, head.IndexGeneration == changes.Index.Generation ? document : null);
}
