using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Index.Fields;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ArticleApi.Log;

/// <summary>
/// New articles by the thousand in one transaction, past the change tracker. What they need no lock for is written as
/// they come, and rendered meanwhile; the log's part waits for the append lock, as in every commit.
/// </summary>
internal sealed class BulkTransaction(
    ArticleDb db,
    IRowWriter rows,
    ArticleRenderer renderer,
    IndexTokenizer tokenizer,
    IDbContextTransaction transaction,
    DateTimeOffset now
) : IAsyncDisposable
{
    private readonly List<RenderedArticle> _rendered = [];
    private readonly Dictionary<long, Dateline> _datelines = [];
    private Task<RenderedArticle[]> _rendering = Task.FromResult(Array.Empty<RenderedArticle>());

    public IDbContextTransaction Transaction => transaction;

    public ValueTask DisposeAsync() => transaction.DisposeAsync();

    /// <summary>Datelines that the articles to come share. They get their keys here.</summary>
    public async Task AddAsync(IReadOnlyList<Dateline> datelines, CancellationToken cancellation)
    {
        await SetKeysAsync(datelines, cancellation);
        await rows.InsertAsync(datelines, cancellation);
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
    public async Task AddAsync(IReadOnlyList<NewArticleRows> added, CancellationToken cancellation)
    {
        var articles = added.Select(each => each.Article).ToList();
        var uses = articles.SelectMany(article => article.Images).ToList();
        var images = uses.ConvertAll(use => use.Image);
        var captions = uses.Select(use => use.Caption).OfType<Caption>().ToList();
        var sources = added.Select(each => each.Source).ToList();
        await SetKeysAsync(articles, cancellation);
        await SetKeysAsync(images, cancellation);
        await SetKeysAsync(captions, cancellation);
        await SetKeysAsync(sources, cancellation);
        foreach (var (article, _, source) in added)
            SetForeignKeys(article, source);
        _rendered.AddRange(await _rendering);
        _rendering = RenderInParallelAsync(articles, cancellation);

        await rows.InsertAsync(articles, cancellation);
        await rows.InsertAsync(images, cancellation);
        await rows.InsertAsync(captions, cancellation);
        await rows.InsertAsync(uses, cancellation);
        await rows.InsertAsync(
            articles.ConvertAll(article => new SlugReservation
            {
                Slug = article.Slug.ToString(),
                ArticleId = article.Id,
            }),
            cancellation
        );
        await rows.InsertAsync([.. added.Select(each => each.Identity)], cancellation);
        await rows.InsertAsync(sources, cancellation);
        // Whoever plans what comes next looks for what is in.
        await rows.FlushAsync(cancellation);

        var datelines = captions.Select(caption => caption.Dateline).Concat(articles.Select(each => each.Dateline));
        foreach (var dateline in datelines.OfType<Dateline>())
            _datelines[dateline.Key] = dateline;
    }

    /// <summary>The log's part, once the append lock is held.</summary>
    /// <returns>Null where a dateline was mended meanwhile: what was rendered is not so any more.</returns>
    public async Task<ChangeSet?> BuildAsync(LogSequence log, CommitMetadata metadata, CancellationToken cancellation)
    {
        _rendered.AddRange(await _rendering);
        _rendering = Task.FromResult(Array.Empty<RenderedArticle>());
        await rows.FlushAsync(cancellation);
        if (!await AreDatelinesUnchangedAsync(cancellation))
            return null;

        var changes = new ChangeSet(log);
        var keys = new PublicationKeyAllocator(db);
        await keys.PrefetchAsync(_rendered.Select(each => each.Head.PublicationKey!.Value), cancellation);
        foreach (var (head, document, entry) in _rendered)
        {
            head.PublicationKey = await keys.AllocateAsync(head.PublicationKey!.Value, head.ArticleKey, cancellation);
            changes.Index.Changes.Add(new(null, entry with { Position = head.PublicationKey.Value }));
            changes.Append(new(head, document, null, metadata));
        }

        return changes;
    }

    // These rows do not pass the change tracker, which would number them.
    private async Task SetKeysAsync<T>(IReadOnlyList<T> added, CancellationToken cancellation)
        where T : class
    {
        var keys = await rows.ReserveKeysAsync<T>(added.Count, cancellation);
        foreach (var (index, row) in added.Index())
            row.SetKey(nameof(Article.Key), keys[index]);
    }

    private static void SetForeignKeys(Article article, SourceRecord source)
    {
        source.SetKey(nameof(SourceRecord.ArticleKey), article.Key);
        foreach (var use in article.Images)
        {
            use.SetKey(nameof(ImageUse.ArticleKey), article.Key)
                .SetKey(nameof(ImageUse.ImageKey), use.Image.Key)
                .SetKey(nameof(ImageUse.CaptionKey), use.Caption?.Key);
            use.Caption?.SetKey(nameof(Caption.ImageKey), use.Image.Key);
        }
    }

    private async Task<bool> AreDatelinesUnchangedAsync(CancellationToken cancellation)
    {
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
        var head = new ArticleHead
        {
            ArticleKey = article.Key,
            ArticleId = article.Id,
            PublicationKey = PublicationKey.For(article),
        };
        var rendered = renderer.RenderNext(article, head, now);
        var components = article.Images.SelectMany(use => DescribeComponents(use, head.Audience));

        return rendered with
        {
            Entry = rendered.Entry with { NewComponents = [.. components] },
        };
    }

    private IEnumerable<(ComponentRef, IndexEntry)> DescribeComponents(ImageUse use, Audience audience)
    {
        var image = ImageIndexFields.Describe(use.Image, use.Caption is { } shown ? [shown] : []);
        yield return EntryOf(new(ComponentKind.Image, use.ImageKey), audience, image, null);
        if (use.Caption is not { } caption)
            yield break;

        var (described, words) = (CaptionIndexFields.Describe(caption), tokenizer.Tokenize(caption));
        yield return EntryOf(new(ComponentKind.Caption, caption.Key), audience, described, words);
    }

    private static (ComponentRef, IndexEntry) EntryOf(
        ComponentRef component,
        Audience audience,
        IndexDocument document,
        TokenizedText? words
    )
    {
        var list = Collections.Of(component.Kind);

        return (component, new(audience, list, component.Key, component.Key, document) { Words = words });
    }
}
