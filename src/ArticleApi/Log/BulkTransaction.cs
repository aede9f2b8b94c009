using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ArticleApi.Log;

/// <summary>
/// New articles by the thousand in one transaction, past the change tracker. What they need no lock for is written as
/// they come; the log's part waits for the append lock, as in every commit.
/// </summary>
internal sealed class BulkTransaction(
    ArticleDb db,
    IRowWriter rows,
    IDbContextTransaction transaction,
    CommitMetadata metadata
) : IAsyncDisposable
{
    private readonly PublicationKeyAllocator _publicationKeys = new(db);
    private readonly List<RenderedArticle> _rendered = [];

    // Those of the articles that the log has not been told of.
    private readonly Dictionary<long, Dateline> _datelines = [];
    private readonly List<NewDateline> _newDatelines = [];

    public IDbContextTransaction Transaction => transaction;

    /// <summary>What the log is to be told; null where the lock is only held at the end.</summary>
    public ChangeSet? Changes { get; init; }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();

    /// <summary>Datelines that the articles to come share. They get their keys here.</summary>
    public async Task AddAsync(IReadOnlyList<NewDateline> datelines, CancellationToken cancellation)
    {
        if (datelines.Count == 0)
            return;

        var added = datelines.Select(dateline => dateline.Row).ToList();
        await SetKeysAsync(added, cancellation);
        await rows.InsertEncodedAsync([.. datelines.Select(dateline => dateline.Encoded)], cancellation);
        _newDatelines.AddRange(datelines);
    }

    /// <summary>Further documents that articles which are in came from.</summary>
    public async Task AddAsync(IReadOnlyList<AdditionalSource> additional, CancellationToken cancellation)
    {
        if (additional.Count == 0)
            return;

        var sources = additional
            .Select(added => added.Source.SetKey(nameof(SourceRecord.ArticleKey), added.ArticleKey))
            .ToList();
        await SetKeysAsync(sources, cancellation);
        await rows.InsertAsync(sources, cancellation);
        await rows.FlushAsync(cancellation);
    }

    /// <summary>Articles, with what belongs to them alone. They get their keys here.</summary>
    public async Task AddAsync(IReadOnlyList<NewArticle> added, CancellationToken cancellation)
    {
        if (added.Count == 0)
            return;

        var articles = added.Select(each => each.Rows.Article).ToList();
        var uses = articles.SelectMany(article => article.Images).ToList();
        var images = uses.ConvertAll(use => use.Image);
        var captions = uses.Select(use => use.Caption).OfType<Caption>().ToList();
        var sources = added.Select(each => each.Rows.Source).ToList();
        await SetKeysAsync(articles, cancellation);
        await SetKeysAsync(images, cancellation);
        await SetKeysAsync(captions, cancellation);
        await SetKeysAsync(sources, cancellation);
        foreach (var each in added)
            each.Rows.SetForeignKeys();
        _rendered.AddRange(added.Select(each => each.WithKeys()));

        var described = added.SelectMany(each => each.Uses).ToList();
        await rows.InsertEncodedAsync([.. added.Select(each => each.Article)], cancellation);
        await rows.InsertEncodedAsync(described.ConvertAll(use => use.Image), cancellation);
        await rows.InsertEncodedAsync(
            [.. described.Select(use => use.Caption?.Row).OfType<EncodedRow<Caption>>()],
            cancellation
        );
        await rows.InsertAsync(uses, cancellation);
        await rows.InsertAsync(
            articles.ConvertAll(article => new SlugReservation
            {
                Slug = article.Slug.ToString(),
                ArticleId = article.Id,
            }),
            cancellation
        );
        await rows.InsertAsync([.. added.Select(each => each.Rows.Identity)], cancellation);
        var claims = added
            .Where(each => ImportIdentity.ClaimedBy(each.Rows.Article)?.Identity != each.Rows.Identity.Identity)
            .Select(each => ImportIdentity.ClaimedBy(each.Rows.Article))
            .OfType<ImportIdentity>()
            .ToList();
        if (claims.Count > 0)
            await rows.InsertMissingAsync(claims, cancellation);
        await rows.InsertEncodedAsync([.. added.Select(each => each.Source)], cancellation);
        // Whoever plans what comes next looks for what is in.
        await rows.FlushAsync(cancellation);

        var datelines = captions.Select(caption => caption.Dateline).Concat(articles.Select(each => each.Dateline));
        foreach (var dateline in datelines.OfType<Dateline>())
            _datelines[dateline.Key] = dateline;
    }

    /// <summary>Tells the log what was added since the last time. To be called under the append lock.</summary>
    /// <returns>False where a dateline was mended meanwhile: what was rendered is not so any more.</returns>
    public async Task<bool> TryAppendToAsync(ChangeSet changes, CancellationToken cancellation)
    {
        if (!await AreDatelinesUnchangedAsync(cancellation))
            return false;

        foreach (var dateline in _newDatelines)
            changes.Index.NewDatelines.Add(new(ComponentKind.Dateline, dateline.Row.Key), dateline);
        var wanted = _rendered.Select(each => each.Head.PublicationKey!.Value);
        await _publicationKeys.PrefetchAsync(wanted, cancellation);
        foreach (var (head, document, entry) in _rendered)
        {
            head.PublicationKey = await _publicationKeys.AllocateAsync(
                head.PublicationKey!.Value,
                head.ArticleKey,
                cancellation
            );
            var placed = entry with { Position = head.PublicationKey.Value };
            changes.Index.Changes.Add(new(null, placed));
            changes.Append(new(head, document, null, placed, metadata));
        }

        _rendered.Clear();
        _datelines.Clear();
        _newDatelines.Clear();
        return true;
    }

    // These rows do not pass the change tracker, which would number them.
    private async Task SetKeysAsync<T>(IReadOnlyList<T> added, CancellationToken cancellation)
        where T : class
    {
        var keys = await rows.ReserveKeysAsync<T>(added.Count, cancellation);
        foreach (var (index, row) in added.Index())
            row.SetKey(nameof(Article.Key), keys[index]);
    }

    private async Task<bool> AreDatelinesUnchangedAsync(CancellationToken cancellation)
    {
        // What this transaction made nobody else can have changed.
        foreach (var dateline in _newDatelines)
            _datelines.Remove(dateline.Row.Key);
        foreach (var keys in _datelines.Keys.Chunk(ArticleDb.MaxKeysPerQuery))
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
}
