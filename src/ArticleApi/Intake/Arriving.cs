using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Intake;

/// <summary>An article as a document has it, and where it stands there.</summary>
internal sealed record Incoming(ReadArticle Read, SourceRecord Source)
{
    public Guid Identity { get; } = ImportIdentity.Of(Source);
}

/// <summary>Makes what documents bring into rows with keys; what is in already gets a second source. Questions are asked for many at once.</summary>
internal sealed class Arriving(ArticleDb db, Making making, TimeProvider clock)
{
    private const int MostAsked = 1_000;

    // What this transaction has made already; the database is asked for the rest.
    private readonly Dictionary<string, Dateline> _datelines = [];

    /// <returns>Those that are new. The others' documents are recorded.</returns>
    public async Task<IReadOnlyList<Arrival>> Of(IReadOnlyList<Incoming> incoming, CancellationToken cancellation)
    {
        var known = await Known(incoming, cancellation);
        var fresh = incoming.Where(each => !known.ContainsKey(each.Identity)).DistinctBy(each => each.Identity).ToList();
        await Record(incoming.Where(each => known.ContainsKey(each.Identity)).Select(each => (each.Source, known[each.Identity])).ToList(), cancellation);
        if (fresh.Count == 0)
            return [];

        await FindDatelines(fresh.Select(each => each.Read.Draft), cancellation);
        var slugs = await Slugs(fresh.ConvertAll(each => each.Read.Draft), cancellation);
        var takenIds = await TakenIds(fresh.Select(each => each.Read.Id).OfType<Guid>().ToList(), cancellation);
        var articleKeys = await db.Keys<Article>(fresh.Count, cancellation);
        var imageKeys = new Queue<long>(await db.Keys<Image>(fresh.Sum(each => each.Read.Draft.Images.Count), cancellation));
        var captionKeys = new Queue<long>(await db.Keys<Caption>(fresh.Sum(each => each.Read.Draft.Images.Count(image => image.Caption is not null)), cancellation));
        var sourceKeys = await db.Keys<SourceRecord>(fresh.Count, cancellation);

        var arrivals = new List<Arrival>(fresh.Count);
        for (var i = 0; i < fresh.Count; i++)
        {
            var (read, source) = (fresh[i].Read, fresh[i].Source);
            var uses = read.Draft.Images.Select(image => UseOf(image, articleKeys[i], imageKeys, captionKeys)).ToList();
            var id = read.Id is { } kept && takenIds.Add(kept) ? kept : making.NewId();
            var article = Article.From(read.Draft, slugs[i], DatelineOf(read.Draft.Dateline), id).With(nameof(Article.Key), articleKeys[i]);
            article.Show(uses);
            if (read.Status is null or ArticleStatus.Published)
                article.PublishAsStated();
            arrivals.Add(new(
                article,
                new() { Identity = fresh[i].Identity, ArticleId = article.Id },
                source.Of(article).With(nameof(SourceRecord.ArticleKey), article.Key).With(nameof(SourceRecord.Key), sourceKeys[i])));
        }

        return arrivals;
    }

    /// <summary>Forgets what was made in a transaction that has ended.</summary>
    public void Forget() => _datelines.Clear();

    private ImageUse UseOf(ImageDraft draft, long article, Queue<long> imageKeys, Queue<long> captionKeys)
    {
        var image = Image.From(draft.Facts, making.NewId(), clock.GetUtcNow()).With(nameof(Image.Key), imageKeys.Dequeue());
        var caption = draft.Caption is not { } text ? null
            : Caption.From(text, image, DatelineOf(text.Dateline), making.NewId(), clock.GetUtcNow()).With(nameof(Caption.Key), captionKeys.Dequeue()).With(nameof(Caption.ImageKey), image.Key);

        return ImageUse.Of(image, caption, draft.Role).With(nameof(ImageUse.ArticleKey), article);
    }

    private Dateline? DatelineOf(DatelineReading? reading) => reading is null ? null : _datelines[Dateline.IdentityOf(reading.Facts)];

    private async Task<Dictionary<Guid, Guid>> Known(IReadOnlyList<Incoming> incoming, CancellationToken cancellation)
    {
        var known = new Dictionary<Guid, Guid>();
        foreach (var identities in incoming.Select(each => each.Identity).Distinct().Chunk(MostAsked))
        {
            foreach (var row in await db.ImportIdentities.AsNoTracking().Where(row => identities.Contains(row.Identity)).ToListAsync(cancellation))
                known.Add(row.Identity, row.ArticleId);
        }

        return known;
    }

    // The same article from another document: that document is a second source of it. A deleted article stays deleted.
    private async Task Record(IReadOnlyList<(SourceRecord Source, Guid Article)> known, CancellationToken cancellation)
    {
        foreach (var some in known.Chunk(MostAsked))
        {
            var ids = some.Select(each => each.Article).ToList();
            var keys = await db.Articles.AsNoTracking().Where(article => ids.Contains(article.Id)).Select(article => new { article.Id, article.Key }).ToDictionaryAsync(article => article.Id, article => article.Key, cancellation);
            var articles = keys.Values.ToList();
            var recorded = (await db.Sources.AsNoTracking().Where(row => articles.Contains(row.ArticleKey)).Select(row => new { row.ArticleKey, row.Document, row.Sha256, row.FirstLine }).ToListAsync(cancellation)).ToHashSet();
            var fresh = some.Where(each => keys.TryGetValue(each.Article, out var key) && recorded.Add(new { ArticleKey = key, each.Source.Document, each.Source.Sha256, each.Source.FirstLine })).ToList();
            var sourceKeys = await db.Keys<SourceRecord>(fresh.Count, cancellation);
            await db.Insert(fresh.Select((each, index) => each.Source.With(nameof(SourceRecord.ArticleKey), keys[each.Article]).With(nameof(SourceRecord.Key), sourceKeys[index])), cancellation);
        }
    }

    private async Task FindDatelines(IEnumerable<ArticleDraft> drafts, CancellationToken cancellation)
    {
        var wanted = drafts.SelectMany(draft => draft.Images.Select(image => image.Caption?.Dateline).Append(draft.Dateline)).OfType<DatelineReading>()
            .Select(reading => (Identity: Dateline.IdentityOf(reading.Facts), reading.Facts)).Where(each => !_datelines.ContainsKey(each.Identity)).DistinctBy(each => each.Identity).ToList();
        foreach (var some in wanted.Chunk(MostAsked))
        {
            var identities = some.Select(each => each.Identity).ToList();
            foreach (var row in await db.Datelines.AsNoTracking().Where(row => identities.Contains(row.Identity)).ToListAsync(cancellation))
                _datelines.Add(row.Identity, row);
        }

        var made = wanted.Where(each => !_datelines.ContainsKey(each.Identity)).ToList();
        var keys = await db.Keys<Dateline>(made.Count, cancellation);
        var rows = made.Select((each, index) => Dateline.From(each.Facts, making.NewId(), clock.GetUtcNow()).With(nameof(Dateline.Key), keys[index])).ToList();
        await db.Insert(rows, cancellation);
        foreach (var row in rows)
            _datelines.Add(row.Identity, row);
    }

    private async Task<List<Slug>> Slugs(List<ArticleDraft> drafts, CancellationToken cancellation)
    {
        var wanted = drafts.ConvertAll(draft => draft.Slug ?? making.SlugOf(draft.Headline));
        var taken = new HashSet<string>();
        foreach (var some in wanted.Distinct().Chunk(MostAsked / 2))
        {
            var texts = some.SelectMany(slug => new[] { slug.ToString(), Delivery.ErasedSlug(slug.ToString()) }).ToList();
            taken.UnionWith(await db.Slugs.AsNoTracking().Where(row => texts.Contains(row.Slug)).Select(row => row.Slug).ToListAsync(cancellation));
        }

        var free = new List<Slug>(wanted.Count);
        foreach (var slug in wanted)
        {
            var own = slug;
            for (var number = 2; taken.Contains(own.ToString()) || taken.Contains(Delivery.ErasedSlug(own.ToString())) || (number > 2 && await making.IsTaken(own, cancellation)); number++)
                own = slug.Numbered(number);
            taken.Add(own.ToString());
            free.Add(own);
        }

        return free;
    }

    private async Task<HashSet<Guid>> TakenIds(List<Guid> ids, CancellationToken cancellation)
    {
        var taken = new HashSet<Guid>();
        foreach (var some in ids.Chunk(MostAsked))
            taken.UnionWith(await db.Heads.AsNoTracking().Where(head => some.Contains(head.ArticleId)).Select(head => head.ArticleId).ToListAsync(cancellation));

        return taken;
    }
}
