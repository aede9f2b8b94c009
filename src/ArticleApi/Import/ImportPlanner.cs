using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Editing;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Import;

/// <summary>What becomes of articles that documents bring.</summary>
/// <param name="Inserts">Those that are not in yet, as rows.</param>
/// <param name="Unchanged">Those that change nothing.</param>
/// <param name="Updates">Those that may change an article that is in, or that comes with these.</param>
/// <param name="Errors">Why some of those are not the caller's.</param>
internal sealed record ImportPlan(
    IReadOnlyList<NewArticleRows> Inserts,
    IReadOnlyList<ImportedItem> Unchanged,
    IReadOnlyList<ImportCandidate> Updates,
    IReadOnlyList<Diagnostic> Errors
);

/// <summary>
/// Makes what documents bring into rows with keys; what is in already gets a second source. Questions are asked for
/// many at once.
/// </summary>
internal sealed class ImportPlanner(ArticleDb db, ArticleFactory making, TimeProvider clock)
{
    // What this transaction has made already; the database is asked for the rest.
    private readonly Dictionary<string, Dateline> _datelines = [];

    /// <summary>
    /// The new ones, and what to do with the others. The documents of those that change nothing are recorded as their
    /// sources too.
    /// </summary>
    public async Task<ImportPlan> PlanAsync(
        LogTransaction transaction,
        IReadOnlyList<ImportCandidate> incoming,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var known = await FindByIdentityAsync(incoming, cancellation);
        var (fresh, newer, held) = (
            new List<ImportCandidate>(incoming.Count),
            new List<ImportCandidate>(),
            new List<(ImportCandidate Each, Guid Article)>()
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

        var byId = await FindByIdAsync(fresh, cancellation);
        held.AddRange(
            fresh
                .Where(each => each.Parsed.Id is { } id && byId.Contains(id))
                .Select(each => (each, each.Parsed.Id!.Value))
        );
        fresh.RemoveAll(each => each.Parsed.Id is { } id && byId.Contains(id));

        var (seen, refused) = (new List<ImportedItem>(), new List<Diagnostic>());
        var fates = await RecordAdditionalSourcesAsync(transaction, held, caller, cancellation);
        foreach (var (each, article) in held)
        {
            if (fates[each] == ImportOutcome.Updated)
                newer.Add(each);
            else
                seen.Add(
                    new(fates[each] == ImportOutcome.Forbidden || article == Guid.Empty ? null : article, fates[each])
                );
            if (fates[each] == ImportOutcome.Forbidden)
                refused.Add(NotVisible(each.Path, each.Source.FirstLine));
        }

        return new(
            fresh.Count == 0 ? [] : await CreateArticleRowsAsync(transaction, fresh, cancellation),
            seen,
            newer,
            refused
        );
    }

    private async Task<List<NewArticleRows>> CreateArticleRowsAsync(
        LogTransaction transaction,
        List<ImportCandidate> fresh,
        CancellationToken cancellation
    )
    {
        await InternDatelinesAsync(transaction, fresh.Select(each => each.Parsed.Draft), cancellation);
        var slugs = await AllocateSlugsAsync(fresh.ConvertAll(each => each.Parsed.Draft), cancellation);
        var takenIds = new HashSet<Guid>();
        var articleKeys = await transaction.ReserveKeysAsync<Article>(fresh.Count, cancellation);
        var imageKeys = new Queue<long>(
            await transaction.ReserveKeysAsync<Image>(fresh.Sum(each => each.Parsed.Draft.Images.Count), cancellation)
        );
        var captionKeys = new Queue<long>(
            await transaction.ReserveKeysAsync<Caption>(
                fresh.Sum(each => each.Parsed.Draft.Images.Count(image => image.Caption is not null)),
                cancellation
            )
        );
        var sourceKeys = await transaction.ReserveKeysAsync<SourceRecord>(fresh.Count, cancellation);

        var arrivals = new List<NewArticleRows>(fresh.Count);
        for (var i = 0; i < fresh.Count; i++)
        {
            var (read, source) = (fresh[i].Parsed, fresh[i].Source);
            var uses = read
                .Draft.Images.Select(image => CreateImageUse(image, articleKeys[i], imageKeys, captionKeys))
                .ToList();
            var id = read.Id is { } kept && takenIds.Add(kept) ? kept : making.NewId();
            var article = Article
                .From(read.Draft, slugs[i], InternedDateline(read.Draft.Dateline), id)
                .SetKey(nameof(Article.Key), articleKeys[i]);
            article.SetImages(uses);
            if (fresh[i].IsPublishable)
                article.PublishAsSourced(clock.GetUtcNow());
            arrivals.Add(
                new(
                    article,
                    new() { Identity = fresh[i].Identity, ArticleId = article.Id },
                    source
                        .AttachTo(article)
                        .SetKey(nameof(SourceRecord.ArticleKey), article.Key)
                        .SetKey(nameof(SourceRecord.Key), sourceKeys[i])
                )
            );
        }

        return arrivals;
    }

    /// <summary>That something is in, and no more of it.</summary>
    public static Diagnostic NotVisible(string path, int? line) =>
        new(
            DiagnosticSeverity.Error,
            path,
            line,
            "What is in under the same identity is not the key's to see; it is not changed."
        );

    /// <summary>Forgets what was made in a transaction that has ended.</summary>
    public void ResetCache() => _datelines.Clear();

    private ImageUse CreateImageUse(ImageDraft draft, long article, Queue<long> imageKeys, Queue<long> captionKeys)
    {
        var image = Image
            .From(draft.Facts, making.NewId(), clock.GetUtcNow())
            .SetKey(nameof(Image.Key), imageKeys.Dequeue());
        var caption = draft.Caption is not { } text
            ? null
            : Caption
                .From(text, image, InternedDateline(text.Dateline), making.NewId(), clock.GetUtcNow())
                .SetKey(nameof(Caption.Key), captionKeys.Dequeue())
                .SetKey(nameof(Caption.ImageKey), image.Key);

        return ImageUse.Create(image, caption, draft.Role).SetKey(nameof(ImageUse.ArticleKey), article);
    }

    private Dateline? InternedDateline(DatelineReading? reading) =>
        reading is null ? null : _datelines[Dateline.IdentityOf(reading.Facts)];

    private async Task<Dictionary<Guid, Guid>> FindByIdentityAsync(
        IReadOnlyList<ImportCandidate> incoming,
        CancellationToken cancellation
    )
    {
        var known = new Dictionary<Guid, Guid>();
        foreach (var identities in incoming.Select(each => each.Identity).Distinct().Chunk(ArticleDb.MaxKeysPerQuery))
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
    private async Task<Dictionary<ImportCandidate, ImportOutcome>> RecordAdditionalSourcesAsync(
        LogTransaction transaction,
        IReadOnlyList<(ImportCandidate Each, Guid Article)> held,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var fates = new Dictionary<ImportCandidate, ImportOutcome>(ReferenceEqualityComparer.Instance);
        foreach (var some in held.Chunk(ArticleDb.MaxKeysPerQuery))
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
                    fates[each] = ImportOutcome.Forbidden;
                    continue;
                }

                if (!articles.TryGetValue(id, out var article))
                {
                    fates[each] = ImportOutcome.Known;
                    continue;
                }

                var fate = SourceVersions.Compare(each.Source, recorded[article.Key]);
                fates[each] =
                    fate == ImportOutcome.Known && each.ConflictsWith(article.Status) ? ImportOutcome.Updated : fate;
                if (
                    fates[each] == ImportOutcome.Known
                    && !SourceVersions.IsKnownSource(
                        each.Source,
                        recorded[article.Key].Concat(fresh.Where(row => row.ArticleKey == article.Key))
                    )
                )
                    fresh.Add(each.Source.SetKey(nameof(SourceRecord.ArticleKey), article.Key));
            }

            var sourceKeys = await transaction.ReserveKeysAsync<SourceRecord>(fresh.Count, cancellation);
            await transaction.AddAsync(
                fresh.Select((row, index) => row.SetKey(nameof(SourceRecord.Key), sourceKeys[index])).ToList(),
                cancellation
            );
        }

        return fates;
    }

    private async Task InternDatelinesAsync(
        LogTransaction transaction,
        IEnumerable<ArticleDraft> drafts,
        CancellationToken cancellation
    )
    {
        var wanted = drafts
            .SelectMany(draft => draft.Images.Select(image => image.Caption?.Dateline).Append(draft.Dateline))
            .OfType<DatelineReading>()
            .Select(reading => (Identity: Dateline.IdentityOf(reading.Facts), reading.Facts))
            .Where(each => !_datelines.ContainsKey(each.Identity))
            .DistinctBy(each => each.Identity)
            .ToList();
        foreach (var some in wanted.Chunk(ArticleDb.MaxKeysPerQuery))
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
        var keys = await transaction.ReserveKeysAsync<Dateline>(made.Count, cancellation);
        var added = made.Select((each, index) => Dateline.From(each.Facts).SetKey(nameof(Dateline.Key), keys[index]))
            .ToList();
        await transaction.AddAsync(added, cancellation);
        foreach (var row in added)
            _datelines.Add(row.Identity, row);
    }

    private async Task<List<Slug>> AllocateSlugsAsync(List<ArticleDraft> drafts, CancellationToken cancellation)
    {
        var wanted = drafts.ConvertAll(draft => draft.Slug ?? making.DeriveSlug(draft.Headline));
        var taken = new HashSet<string>();
        foreach (var some in wanted.Distinct().Chunk(ArticleDb.MaxKeysPerQuery / 2))
        {
            var texts = some.SelectMany(slug => new[] { slug.ToString(), ArticleReader.ErasedSlug(slug.ToString()) })
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
                    || taken.Contains(ArticleReader.ErasedSlug(own.ToString()))
                    || (number > 2 && await making.IsSlugTakenAsync(own, cancellation));
                number++
            )
                own = slug.WithNumber(number);
            taken.Add(own.ToString());
            free.Add(own);
        }

        return free;
    }

    // What this service exported comes back under its own id.
    private async Task<HashSet<Guid>> FindByIdAsync(List<ImportCandidate> fresh, CancellationToken cancellation)
    {
        var held = new HashSet<Guid>();
        foreach (var some in fresh.Select(each => each.Parsed.Id).OfType<Guid>().Chunk(ArticleDb.MaxKeysPerQuery))
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
