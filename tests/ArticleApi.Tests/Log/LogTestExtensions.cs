using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Core.Search;
using ArticleApi.Editing;
using ArticleApi.Index;
using ArticleApi.Index.Facets;
using ArticleApi.Index.Fields;
using ArticleApi.Index.Postings;
using ArticleApi.Index.SortOrders;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>Writes through the one door, without HTTP.</summary>
internal static class LogTestExtensions
{
    public static ArticleDraft CreateDraft(string headline, string text = "It rained.") =>
        new()
        {
            Headline = headline,
            Language = "en",
            Body = [Paragraph.FromText(text)],
        };

    public static DatelineReading CreateDatelineReading(
        string locality,
        string country = "Portugal",
        string code = "PT",
        PartialDate? date = null
    ) =>
        new(
            new([new Place(locality, null, country, code)], date, null),
            new(locality.ToUpperInvariant(), [], null),
            null,
            1
        );

    /// <summary>A new article, published where the draft asks for nothing else.</summary>
    public static async Task<Article> AddArticleAsync(
        IServiceProvider services,
        ArticleDraft draft,
        bool publish = true
    )
    {
        var rows = services.GetRequiredService<TrackedRows>();
        var slugs = services.GetRequiredService<SlugAllocator>();
        var cancellation = TestContext.Current.CancellationToken;
        var uses = new List<ImageUse>();
        foreach (var image in draft.Images)
            uses.Add(await rows.AddImageUseAsync(image, cancellation));
        var article = await rows.AddArticleAsync(
            draft,
            await slugs.AllocateAsync(draft.Slug ?? slugs.Derive(draft.Headline), cancellation),
            uses,
            cancellation
        );
        if (publish)
            article.PublishAsSourced(services.GetRequiredService<TimeProvider>().GetUtcNow());
        return article;
    }

    public static Task<CommitResult> CommitAsync(IServiceProvider services, string cause, string? reason = null) =>
        services
            .GetRequiredService<ArticleLog>()
            .CommitAsync(new("test", cause, reason), TestContext.Current.CancellationToken);

    public static Task<Guid> CreateArticleAsync(this TestApiHost api, ArticleDraft draft) =>
        api.RunInScopeAsync(async services =>
        {
            var article = await AddArticleAsync(services, draft);
            Assert.Equal(CommitStatus.Committed, (await CommitAsync(services, ChangeCause.Created)).Status);
            return article.Id;
        });

    /// <summary>Changes an article's rows and commits.</summary>
    public static Task<CommitResult> ChangeArticleAsync(
        this TestApiHost api,
        Guid id,
        string cause,
        Action<ArticleDb, Article> change
    ) =>
        api.RunInScopeAsync(async services =>
        {
            var db = services.GetRequiredService<ArticleDb>();
            var article = await db.Articles.WithComponents().SingleAsync(row => row.Id == id);
            change(db, article);
            return await CommitAsync(services, cause, "a reason");
        });

    /// <summary>Runs an operation again where another writer was in the way.</summary>
    /// <returns>How often it had to be run again.</returns>
    public static async Task<int> RetryAsync(Func<Task> operation)
    {
        for (var again = 0; ; again++)
        {
            try
            {
                await operation();
                return again;
            }
            catch (Exception busy) when (busy.IsTransient() && again < 50) { }
        }
    }

    /// <summary>Begins a transaction in which everything read is of one moment.</summary>
    public static async Task<IDbContextTransaction> BeginSnapshotAsync(this ArticleDb db)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection sqlite)
            return await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);

        await db.Database.OpenConnectionAsync();
        return (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true)))!;
    }

    /// <summary>How many live heads there are, and the articles whose head is not what their rows render to.</summary>
    public static async Task<(int Live, IReadOnlyList<string> Stale)> FindStaleHeadsAsync(IServiceProvider services)
    {
        var (db, renderer) = (services.GetRequiredService<ArticleDb>(), services.GetRequiredService<ArticleRenderer>());
        await using var moment = await db.BeginSnapshotAsync();
        var heads = await db.Heads.AsNoTracking().Where(head => head.State == HeadState.Live).ToListAsync();
        var articles = await db.Articles.AsNoTracking().WithComponents().ToDictionaryAsync(article => article.Key);
        var documents = await db
            .Heads.Where(head => head.State == HeadState.Live)
            .Join(db.Versions, head => head.Sequence, version => version.Sequence, (head, version) => version)
            .AsNoTracking()
            .ToDictionaryAsync(version => version.ArticleKey);
        var stale = new List<string>();
        foreach (var head in heads)
        {
            var document = renderer.Render(articles[head.ArticleKey], head.ToVersionInfo());
            var fields = ArticleIndexFields.Describe(document);
            if (
                !ArticleJson
                    .SerializeFull(document)
                    .AsSpan()
                    .SequenceEqual(documents[head.ArticleKey].Document!.Decompress())
            )
                stale.Add($"{head.Slug}: the document of version {head.Version}");
            if (!ArticleJson.SerializeSummary(document).AsSpan().SequenceEqual(head.Summary))
                stale.Add($"{head.Slug}: the summary of version {head.Version}");
            if (head.Terms != fields.TermsText || head.SortValues != fields.SortValuesText)
                stale.Add($"{head.Slug}: the index fields of version {head.Version}");
            if (
                !(TextSignature.Compute(TokenizedText.FromArticle(document))?.ToBytes() ?? []).SequenceEqual(
                    head.Signature ?? []
                )
            )
                stale.Add($"{head.Slug}: the signature of version {head.Version}");
        }

        return (heads.Count, stale);
    }

    /// <summary>The heads are fresh, and the terms and dates indexed are exactly those the heads say.</summary>
    public static Task ShouldBeConsistentAsync(this TestApiHost api, int live) =>
        api.RunInScopeAsync(async services =>
        {
            var heads = await FindStaleHeadsAsync(services);
            Assert.Empty(heads.Stale);
            Assert.Equal(live, heads.Live);

            var db = services.GetRequiredService<ArticleDb>();
            var rows = await db.Heads.AsNoTracking().Where(head => head.State == HeadState.Live).ToListAsync();
            var components = await db.ComponentUsages.AsNoTracking().ToListAsync();
            var slots = rows.Select(head => new IndexEntry(
                    head.Audience,
                    "",
                    head.PublicationKey!.Value,
                    head.ArticleKey,
                    IndexDocument.Parse(head.Terms, head.SortValues) with
                    {
                        Signature = head.Signature is { } signature ? TextSignature.FromBytes(signature) : null,
                    }
                ))
                .Concat(
                    components.Select(row => new IndexEntry(
                        row.Audience,
                        Collections.Of(row.Kind),
                        row.Key,
                        row.Key,
                        IndexDocument.Parse(row.Terms, row.SortValues)
                    ))
                )
                .ToList();
            var names = services.GetRequiredService<IndexKeys>();
            var packages = (
                await db.Packages.AsNoTracking().Where(row => row.DeletedAt == null).ToListAsync()
            ).ConvertAll(row => PackageTerms.Create(row.Id, row.Definition));
            var wanted = slots.SelectMany(slot => PostingsIndex.KeysOf(names, slot, packages)).ToHashSet();
            var postings = (await db.Postings.AsNoTracking().ToListAsync())
                .Select(term => new PostingKey(term.Audience, term.ListId, term.Position, term.Key))
                .ToHashSet();
            Assert.Empty(wanted.Except(postings).Take(5));
            Assert.Empty(postings.Except(wanted).Take(5));

            var dates = slots
                .SelectMany(slot => SortIndex.EntriesOf(names, slot))
                .Select(date => (date.Audience, date.ListId, date.At, date.Key))
                .ToHashSet();
            var sortEntries = (await db.SortEntries.AsNoTracking().ToListAsync())
                .Select(date => (date.Audience, date.ListId, date.At, date.Key))
                .ToHashSet();
            Assert.Empty(dates.Except(sortEntries).Take(5));
            Assert.Empty(sortEntries.Except(dates).Take(5));

            var counted = (await db.FacetValueRows.AsNoTracking().ToListAsync()).ToDictionary(
                row => row.Position,
                row => Convert.ToHexString(row.ValueIds)
            );
            Assert.Equal(
                slots
                    .Select(slot => FacetIndex.RowOf(names, slot))
                    .OfType<FacetValues>()
                    .ToDictionary(row => row.Position, row => Convert.ToHexString(row.ValueIds)),
                counted
            );
            var labels = rows.SelectMany(head =>
                    IndexDocument
                        .ParseFacetValues(head.Terms.Split('\n'))
                        .Select(label => (head.Audience, label.Field, label.NormalizedValue))
                )
                .GroupBy(label => label)
                .ToDictionary(label => label.Key, label => label.Count());
            Assert.Equal(
                labels,
                (await db.FacetValueCounts.AsNoTracking().ToListAsync()).ToDictionary(
                    row => (row.Audience, row.Field, row.NormalizedValue),
                    row => row.ArticleCount
                )
            );

            var shown = rows.SelectMany(head =>
                    head.References.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(line => (Line: line, head.Audience))
                )
                .GroupBy(line => line)
                .ToDictionary(line => line.Key, line => line.Count());
            Assert.All(
                components,
                row => Assert.Equal(shown.GetValueOrDefault(($"{row.Kind} {row.Key}", row.Audience)), row.ArticleCount)
            );
            Assert.Empty(shown.Keys.Except(components.Select(row => ($"{row.Kind} {row.Key}", row.Audience))));
            return true;
        });
}
