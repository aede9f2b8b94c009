using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Kinship;
using ArticleApi.Core.Search;
using ArticleApi.Intake;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>Writes through the one door, without HTTP.</summary>
internal static class Writing
{
    public static ArticleDraft Draft(string headline, string text = "It rained.") =>
        new()
        {
            Headline = headline,
            Language = "en",
            Body = [Paragraph.Of(text)],
        };

    public static DatelineReading Filed(
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
    public static async Task<Article> Add(IServiceProvider services, ArticleDraft draft, bool publish = true)
    {
        var (making, cancellation) = (services.GetRequiredService<Making>(), TestContext.Current.CancellationToken);
        var uses = new List<ImageUse>();
        foreach (var image in draft.Images)
            uses.Add(await making.Use(image, cancellation));
        var article = await making.Article(
            draft,
            await making.FreeSlug(draft.Slug ?? making.SlugOf(draft.Headline), cancellation),
            uses,
            cancellation
        );
        if (publish)
            article.PublishAsStated(services.GetRequiredService<TimeProvider>().GetUtcNow());
        return article;
    }

    public static Task<Committed> Commit(IServiceProvider services, string cause, string? reason = null) =>
        services
            .GetRequiredService<ArticleLog>()
            .Commit(new("test", cause, reason), TestContext.Current.CancellationToken);

    public static Task<Guid> Create(this ApiHost api, ArticleDraft draft) =>
        api.Use(async services =>
        {
            var article = await Add(services, draft);
            Assert.Equal(Outcome.Done, (await Commit(services, Cause.Created)).Outcome);
            return article.Id;
        });

    /// <summary>Changes an article's rows and commits.</summary>
    public static Task<Committed> Change(this ApiHost api, Guid id, string cause, Action<ArticleDb, Article> change) =>
        api.Use(async services =>
        {
            var db = services.GetRequiredService<ArticleDb>();
            var article = await db
                .Articles.Include(row => row.Dateline)
                .Include(row => row.Images)
                    .ThenInclude(use => use.Image)
                .Include(row => row.Images)
                    .ThenInclude(use => use.Caption)
                .SingleAsync(row => row.Id == id);
            change(db, article);
            return await Commit(services, cause, "a reason");
        });

    /// <summary>Runs an operation again where another writer was in the way.</summary>
    /// <returns>How often it had to be run again.</returns>
    public static async Task<int> Insist(Func<Task> operation)
    {
        for (var again = 0; ; again++)
        {
            try
            {
                await operation();
                return again;
            }
            catch (Exception busy) when (busy.IsBusy() && again < 50) { }
        }
    }

    /// <summary>Begins a transaction in which everything read is of one moment.</summary>
    public static async Task<IDbContextTransaction> OneMoment(this ArticleDb db)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection sqlite)
            return await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);

        await db.Database.OpenConnectionAsync();
        return (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true)))!;
    }

    /// <summary>How many live heads there are, and the articles whose head is not what their rows render to.</summary>
    public static async Task<(int Live, IReadOnlyList<string> Stale)> Heads(IServiceProvider services)
    {
        var (db, renderer) = (services.GetRequiredService<ArticleDb>(), services.GetRequiredService<Renderer>());
        await using var moment = await db.OneMoment();
        var heads = await db.Heads.AsNoTracking().Where(head => head.State == HeadState.Live).ToListAsync();
        var articles = await db.Articles.Whole().ToDictionaryAsync(article => article.Key);
        var documents = await db
            .Heads.Where(head => head.State == HeadState.Live)
            .Join(db.Versions, head => head.Seq, version => version.Seq, (head, version) => version)
            .AsNoTracking()
            .ToDictionaryAsync(version => version.ArticleKey);
        var stale = new List<string>();
        foreach (var head in heads)
        {
            var document = renderer.Document(
                articles[head.ArticleKey],
                new(head.Version, head.Audience, head.AvailableAt, head.UpdatedAt, head.RevisedAt)
            );
            var filing = Filing.Of(document);
            if (!ArticleJson.Full(document).AsSpan().SequenceEqual(documents[head.ArticleKey].Document))
                stale.Add($"{head.Slug}: the document of version {head.Version}");
            if (!ArticleJson.Summary(document).AsSpan().SequenceEqual(head.Summary))
                stale.Add($"{head.Slug}: the summary of version {head.Version}");
            if (head.Terms != filing.TermsText || head.Dates != filing.DatesText)
                stale.Add($"{head.Slug}: the filing of version {head.Version}");
            if (!(Likeness.Of(SearchText.Of(document))?.ToBytes() ?? []).SequenceEqual(head.Likeness ?? []))
                stale.Add($"{head.Slug}: the likeness of version {head.Version}");
        }

        return (heads.Count, stale);
    }

    /// <summary>The heads are fresh, and the terms and dates filed are exactly those the heads say.</summary>
    public static Task ShouldBeRight(this ApiHost api, int live) =>
        api.Use(async services =>
        {
            var heads = await Heads(services);
            Assert.Empty(heads.Stale);
            Assert.Equal(live, heads.Live);

            var db = services.GetRequiredService<ArticleDb>();
            var rows = await db.Heads.AsNoTracking().Where(head => head.State == HeadState.Live).ToListAsync();
            var components = await db.Showings.AsNoTracking().ToListAsync();
            var slots = rows.Select(head => new Slot(
                    head.Audience,
                    "",
                    head.Timeline!.Value,
                    head.ArticleKey,
                    FilingOf(head.Terms, head.Dates) with
                    {
                        Likeness = head.Likeness is { } likeness ? Likeness.Read(likeness) : null,
                    }
                ))
                .Concat(
                    components.Select(row => new Slot(
                        row.Audience,
                        Shown.List(row.Kind),
                        row.Key,
                        row.Key,
                        FilingOf(row.Terms, row.Dates)
                    ))
                )
                .ToList();
            var names = services.GetRequiredService<IndexNames>();
            var wanted = slots.SelectMany(slot => FilingCabinet.TermsOf(names, slot)).ToHashSet();
            var filed = (await db.Terms.AsNoTracking().ToListAsync())
                .Select(term => (term.Audience, term.Name, term.Position, term.Key))
                .ToHashSet();
            Assert.Empty(wanted.Except(filed).Take(5));
            Assert.Empty(filed.Except(wanted).Take(5));

            var dates = slots
                .SelectMany(slot => FilingCabinet.DatesOf(names, slot))
                .Select(date => (date.Audience, date.Name, date.At, date.Key))
                .ToHashSet();
            var filedDates = (await db.Dates.AsNoTracking().ToListAsync())
                .Select(date => (date.Audience, date.Name, date.At, date.Key))
                .ToHashSet();
            Assert.Empty(dates.Except(filedDates).Take(5));
            Assert.Empty(filedDates.Except(dates).Take(5));

            var counted = (await db.Facets.AsNoTracking().ToListAsync()).ToDictionary(
                row => row.Position,
                row => Convert.ToHexString(row.Codes)
            );
            Assert.Equal(
                slots
                    .Select(slot => FilingCabinet.Countable(names, slot))
                    .OfType<FacetRow>()
                    .ToDictionary(row => row.Position, row => Convert.ToHexString(row.Codes)),
                counted
            );
            var labels = rows.SelectMany(head =>
                    Filing.LabelsOf(head.Terms.Split('\n')).Select(label => (head.Audience, label.Kind, label.Folded))
                )
                .GroupBy(label => label)
                .ToDictionary(label => label.Key, label => label.Count());
            Assert.Equal(
                labels,
                (await db.Labels.AsNoTracking().ToListAsync()).ToDictionary(
                    row => (row.Audience, row.Kind, row.Folded),
                    row => row.Articles
                )
            );

            var shown = rows.SelectMany(head =>
                    head.Shows.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(line => (Line: line, head.Audience))
                )
                .GroupBy(line => line)
                .ToDictionary(line => line.Key, line => line.Count());
            Assert.All(
                components,
                row => Assert.Equal(shown.GetValueOrDefault(($"{row.Kind} {row.Key}", row.Audience)), row.Uses)
            );
            Assert.Empty(shown.Keys.Except(components.Select(row => ($"{row.Kind} {row.Key}", row.Audience))));
            return true;
        });

    private static Filing FilingOf(string terms, string dates) =>
        new(terms.Split('\n', StringSplitOptions.RemoveEmptyEntries), Filing.DatesOf(dates));
}
