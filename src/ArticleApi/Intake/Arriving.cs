using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Intake;

/// <summary>An article as a document has it, and where it stands there.</summary>
/// <param name="Path">The document's, as complaints say it.</param>
/// <param name="AsDraft">Whether it stays a draft, though its source published it.</param>
internal sealed record Incoming(ReadArticle Read, SourceRecord Source, string Path, bool AsDraft)
{
    public Guid Identity { get; } = ImportIdentity.Of(Source);

    /// <summary>When its source publishes it, where that is yet to come; readers get nothing before that.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Whether readers may have it, now or on its day.</summary>
    public bool IsOpen =>
        !AsDraft
        && Read.Status switch
        {
            null or ArticleStatus.Published => true,
            ArticleStatus.Scheduled => Read.Draft.PublishedAt is not null,
            _ => false,
        };

    /// <summary>Whether its source says otherwise than what an article is here.</summary>
    public bool Disagrees(ArticleStatus here) =>
        !AsDraft && here == (IsOpen ? ArticleStatus.Draft : ArticleStatus.Published);
}

/// <summary>What becomes of articles that documents bring.</summary>
/// <param name="New">Those that are not in yet, as rows.</param>
/// <param name="Seen">Those that change nothing.</param>
/// <param name="Newer">Those that may change an article that is in, or that comes with these.</param>
/// <param name="Refused">Why some of those are not the caller's.</param>
internal sealed record Arrived(
    IReadOnlyList<Arrival> New,
    IReadOnlyList<Touched> Seen,
    IReadOnlyList<Incoming> Newer,
    IReadOnlyList<Complaint> Refused
);

/// <summary>
/// Makes what documents bring into rows with keys; what is in already gets a second source. Questions are asked for
/// many at once.
/// </summary>
internal sealed class Arriving(ArticleDb db, Making making, TimeProvider clock)
{
    private const int MostAsked = 1_000;

    // What this transaction has made already; the database is asked for the rest.
    private readonly Dictionary<string, Dateline> _datelines = [];

    /// <summary>
    /// The new ones, and what to do with the others. The documents of those that change nothing are recorded as their
    /// sources too.
    /// </summary>
    public async Task<Arrived> Of(IReadOnlyList<Incoming> incoming, Caller caller, CancellationToken cancellation)
    {
        var known = await Known(incoming, cancellation);
        var (fresh, newer, held) = (
            new List<Incoming>(incoming.Count),
            new List<Incoming>(),
            new List<(Incoming Each, Guid Article)>()
        );
        var identities = new HashSet<Guid>();
        foreach (var each in incoming)
        {
            if (known.TryGetValue(each.Identity, out var article))
                held.Add((each, article));
            else if (identities.Add(each.Identity))
                fresh.Add(each);
            else
                newer.Add(each);
        }

        var byId = await HeldById(fresh, cancellation);
        held.AddRange(
            fresh.Where(each => each.Read.Id is { } id && byId.Contains(id)).Select(each => (each, each.Read.Id!.Value))
        );
        fresh.RemoveAll(each => each.Read.Id is { } id && byId.Contains(id));

        var (seen, refused) = (new List<Touched>(), new List<Complaint>());
        var fates = await Record(held, caller, cancellation);
        foreach (var (each, article) in held)
        {
            if (fates[each] == Fate.Updated)
                newer.Add(each);
            else
                seen.Add(new(fates[each] == Fate.Forbidden || article == Guid.Empty ? null : article, fates[each]));
            if (fates[each] == Fate.Forbidden)
                refused.Add(Unseen(each.Path, each.Source.FirstLine));
        }

        return new(fresh.Count == 0 ? [] : await Rows(fresh, cancellation), seen, newer, refused);
    }

    private async Task<List<Arrival>> Rows(List<Incoming> fresh, CancellationToken cancellation)
    {
        await FindDatelines(fresh.Select(each => each.Read.Draft), cancellation);
        var slugs = await Slugs(fresh.ConvertAll(each => each.Read.Draft), cancellation);
        var takenIds = new HashSet<Guid>();
        var articleKeys = await db.Keys<Article>(fresh.Count, cancellation);
        var imageKeys = new Queue<long>(
            await db.Keys<Image>(fresh.Sum(each => each.Read.Draft.Images.Count), cancellation)
        );
        var captionKeys = new Queue<long>(
            await db.Keys<Caption>(
                fresh.Sum(each => each.Read.Draft.Images.Count(image => image.Caption is not null)),
                cancellation
            )
        );
        var sourceKeys = await db.Keys<SourceRecord>(fresh.Count, cancellation);

        var arrivals = new List<Arrival>(fresh.Count);
        for (var i = 0; i < fresh.Count; i++)
        {
            var (read, source) = (fresh[i].Read, fresh[i].Source);
            var uses = read.Draft.Images.Select(image => UseOf(image, articleKeys[i], imageKeys, captionKeys)).ToList();
            var id = read.Id is { } kept && takenIds.Add(kept) ? kept : making.NewId();
            var article = Article
                .From(read.Draft, slugs[i], DatelineOf(read.Draft.Dateline), id)
                .With(nameof(Article.Key), articleKeys[i]);
            article.Show(uses);
            if (fresh[i].IsOpen)
                article.PublishAsStated(clock.GetUtcNow());
            arrivals.Add(
                new(
                    article,
                    new() { Identity = fresh[i].Identity, ArticleId = article.Id },
                    source
                        .Of(article)
                        .With(nameof(SourceRecord.ArticleKey), article.Key)
                        .With(nameof(SourceRecord.Key), sourceKeys[i])
                )
            );
        }

        return arrivals;
    }

    /// <summary>That something is in, and no more of it.</summary>
    public static Complaint Unseen(string path, int? line) =>
        new(
            Severity.Error,
            path,
            line,
            "What is in under the same identity is not the key's to see; it is not changed."
        );

    /// <summary>Forgets what was made in a transaction that has ended.</summary>
    public void Forget() => _datelines.Clear();

    private ImageUse UseOf(ImageDraft draft, long article, Queue<long> imageKeys, Queue<long> captionKeys)
    {
        var image = Image
            .From(draft.Facts, making.NewId(), clock.GetUtcNow())
            .With(nameof(Image.Key), imageKeys.Dequeue());
        var caption = draft.Caption is not { } text
            ? null
            : Caption
                .From(text, image, DatelineOf(text.Dateline), making.NewId(), clock.GetUtcNow())
                .With(nameof(Caption.Key), captionKeys.Dequeue())
                .With(nameof(Caption.ImageKey), image.Key);

        return ImageUse.Of(image, caption, draft.Role).With(nameof(ImageUse.ArticleKey), article);
    }

    private Dateline? DatelineOf(DatelineReading? reading) =>
        reading is null ? null : _datelines[Dateline.IdentityOf(reading.Facts)];

    private async Task<Dictionary<Guid, Guid>> Known(IReadOnlyList<Incoming> incoming, CancellationToken cancellation)
    {
        var known = new Dictionary<Guid, Guid>();
        foreach (var identities in incoming.Select(each => each.Identity).Distinct().Chunk(MostAsked))
        {
            foreach (
                var row in await db
                    .ImportIdentities.AsNoTracking()
                    .Where(row => identities.Contains(row.Identity))
                    .ToListAsync(cancellation)
            )
                known.Add(row.Identity, row.ArticleId);
        }

        return known;
    }

    // The same article from another document: that document is a second source of it. A deleted article stays deleted.
    // What may change an article is looked at again by itself.
    private async Task<Dictionary<Incoming, Fate>> Record(
        IReadOnlyList<(Incoming Each, Guid Article)> held,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var fates = new Dictionary<Incoming, Fate>(ReferenceEqualityComparer.Instance);
        foreach (var some in held.Chunk(MostAsked))
        {
            var ids = some.Select(each => each.Article).Distinct().ToList();
            var articles = await db
                .Articles.AsNoTracking()
                .Where(article => ids.Contains(article.Id))
                .Select(article => new
                {
                    article.Id,
                    article.Key,
                    article.Status,
                })
                .ToDictionaryAsync(article => article.Id, cancellation);
            var keys = articles.Values.Select(article => article.Key).ToList();
            var recorded = (
                await db.Sources.AsNoTracking().Where(row => keys.Contains(row.ArticleKey)).ToListAsync(cancellation)
            ).ToLookup(row => row.ArticleKey);
            var hidden = (
                await db
                    .Heads.AsNoTracking()
                    .Where(head => ids.Contains(head.ArticleId) && !caller.Audiences.Contains(head.Audience))
                    .Select(head => head.ArticleId)
                    .ToListAsync(cancellation)
            ).ToHashSet();
            var fresh = new List<SourceRecord>();
            foreach (var (each, id) in some)
            {
                if (hidden.Contains(id))
                {
                    fates[each] = Fate.Forbidden;
                    continue;
                }

                if (!articles.TryGetValue(id, out var article))
                {
                    fates[each] = Fate.Known;
                    continue;
                }

                var fate = Versions.FateOf(each.Source, recorded[article.Key]);
                fates[each] = fate == Fate.Known && each.Disagrees(article.Status) ? Fate.Updated : fate;
                if (
                    fates[each] == Fate.Known
                    && !Versions.IsRecorded(
                        each.Source,
                        recorded[article.Key].Concat(fresh.Where(row => row.ArticleKey == article.Key))
                    )
                )
                    fresh.Add(each.Source.With(nameof(SourceRecord.ArticleKey), article.Key));
            }

            var sourceKeys = await db.Keys<SourceRecord>(fresh.Count, cancellation);
            await db.Insert(
                fresh.Select((row, index) => row.With(nameof(SourceRecord.Key), sourceKeys[index])),
                cancellation
            );
        }

        return fates;
    }

    private async Task FindDatelines(IEnumerable<ArticleDraft> drafts, CancellationToken cancellation)
    {
        var wanted = drafts
            .SelectMany(draft => draft.Images.Select(image => image.Caption?.Dateline).Append(draft.Dateline))
            .OfType<DatelineReading>()
            .Select(reading => (Identity: Dateline.IdentityOf(reading.Facts), reading.Facts))
            .Where(each => !_datelines.ContainsKey(each.Identity))
            .DistinctBy(each => each.Identity)
            .ToList();
        foreach (var some in wanted.Chunk(MostAsked))
        {
            var identities = some.Select(each => each.Identity).ToList();
            foreach (
                var row in await db
                    .Datelines.AsNoTracking()
                    .Where(row => identities.Contains(row.Identity))
                    .ToListAsync(cancellation)
            )
                _datelines.Add(row.Identity, row);
        }

        var made = wanted.Where(each => !_datelines.ContainsKey(each.Identity)).ToList();
        var keys = await db.Keys<Dateline>(made.Count, cancellation);
        var rows = made.Select((each, index) => Dateline.From(each.Facts).With(nameof(Dateline.Key), keys[index]))
            .ToList();
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
            var texts = some.SelectMany(slug => new[] { slug.ToString(), Delivery.ErasedSlug(slug.ToString()) })
                .ToList();
            taken.UnionWith(
                await db
                    .Slugs.AsNoTracking()
                    .Where(row => texts.Contains(row.Slug))
                    .Select(row => row.Slug)
                    .ToListAsync(cancellation)
            );
        }

        var free = new List<Slug>(wanted.Count);
        foreach (var slug in wanted)
        {
            var own = slug;
            for (
                var number = 2;
                taken.Contains(own.ToString())
                    || taken.Contains(Delivery.ErasedSlug(own.ToString()))
                    || (number > 2 && await making.IsTaken(own, cancellation));
                number++
            )
                own = slug.Numbered(number);
            taken.Add(own.ToString());
            free.Add(own);
        }

        return free;
    }

    // What this service exported comes back under its own id.
    private async Task<HashSet<Guid>> HeldById(List<Incoming> fresh, CancellationToken cancellation)
    {
        var held = new HashSet<Guid>();
        foreach (var some in fresh.Select(each => each.Read.Id).OfType<Guid>().Chunk(MostAsked))
            held.UnionWith(
                await db
                    .Heads.AsNoTracking()
                    .Where(head => some.Contains(head.ArticleId))
                    .Select(head => head.ArticleId)
                    .ToListAsync(cancellation)
            );

        return held;
    }
}
