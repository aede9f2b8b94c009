using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage;

/// <summary>
/// The one model. Editors' rows, which are the truth, and the log's rows, which are what clients get.
/// </summary>
public abstract class ArticleDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Article> Articles => Set<Article>();
    public DbSet<Image> Images => Set<Image>();
    public DbSet<Caption> Captions => Set<Caption>();
    public DbSet<Dateline> Datelines => Set<Dateline>();
    public DbSet<ImageUse> ImageUses => Set<ImageUse>();
    public DbSet<SourceRecord> Sources => Set<SourceRecord>();
    public DbSet<SlugRow> Slugs => Set<SlugRow>();
    public DbSet<ImportIdentity> ImportIdentities => Set<ImportIdentity>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<LogHead> LogHeads => Set<LogHead>();
    public DbSet<VersionRow> Versions => Set<VersionRow>();
    public DbSet<Head> Heads => Set<Head>();
    public DbSet<Term> Terms => Set<Term>();
    public DbSet<DateEntry> Dates => Set<DateEntry>();
    public DbSet<FacetRow> Facets => Set<FacetRow>();
    public DbSet<Showing> Showings => Set<Showing>();
    public DbSet<LabelCount> Labels => Set<LabelCount>();
    public DbSet<RenderJob> RenderJobs => Set<RenderJob>();

    /// <summary>What a database needs so that erased text leaves its files as soon as it can.</summary>
    /// <returns>False where a reader was in the way, and it has to be tried again.</returns>
    public virtual Task<bool> SettleErasure(CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>Writes rows past the change tracker, in the current transaction.</summary>
    /// <param name="skipTaken">Leaves out what a unique index refuses, instead of failing.</param>
    internal abstract Task Insert<T>(IEnumerable<T> rows, CancellationToken cancellation, bool skipTaken = false)
        where T : class;

    /// <summary>Takes keys of a table that numbers its rows; they are never given again.</summary>
    /// <returns>
    /// The first of <paramref name="count"/> keys in a row on SQLite, whose writers exclude each other; on PostgreSQL
    /// those of its sequence.
    /// </returns>
    internal abstract Task<IReadOnlyList<long>> Keys<T>(int count, CancellationToken cancellation)
        where T : class;

    /// <summary>Adds the rows' counts to those stored; labels that are not there yet are made.</summary>
    internal abstract Task Count(IEnumerable<LabelCount> labels, CancellationToken cancellation);

    /// <inheritdoc cref="Count(IEnumerable{LabelCount}, CancellationToken)"/>
    internal abstract Task Count(IEnumerable<Showing> showings, CancellationToken cancellation);

    /// <summary>Writes the full-text index, in the current transaction.</summary>
    internal abstract Task Index(
        IReadOnlyCollection<SearchEntry> entries,
        IndexTables tables,
        CancellationToken cancellation
    );

    /// <summary>
    /// Makes the tables that are to take the place of the full-text index's, in the current transaction. On SQLite the
    /// old ones go at once.
    /// </summary>
    internal Task BeginIndex(CancellationToken cancellation) => Run(BeginIndexSql, cancellation);

    /// <summary>Puts them in their place.</summary>
    internal Task EndIndex(CancellationToken cancellation) => Run(EndIndexSql, cancellation);

    private protected abstract IEnumerable<string> BeginIndexSql { get; }

    private protected abstract IEnumerable<string> EndIndexSql { get; }

    private async Task Run(IEnumerable<string> statements, CancellationToken cancellation)
    {
        foreach (var sql in statements)
            await Database.ExecuteSqlRawAsync(sql, cancellation);
    }

    /// <summary>
    /// Lets imports in one after the other, until the current transaction ends: what one finds missing no other adds
    /// meanwhile.
    /// </summary>
    internal virtual Task OneImport(CancellationToken cancellation) => Task.CompletedTask;

    // Both databases take it.
    private protected string CountLabels =>
        $"""
            INSERT INTO labels ({RowPlan.Of<LabelCount>(this).ColumnList}) VALUES ({RowPlan.Of<LabelCount>(
                this
            ).ParameterList}) ON CONFLICT ("Audience", "Kind", "Folded") DO UPDATE SET
            "Articles" = labels."Articles" + excluded."Articles"
            """;

    private protected const string CountShowings = """
        UPDATE showings SET "Uses" = "Uses" + $1 WHERE "Kind" = $2 AND "Key" = $3 AND "Audience" = $4
        """;

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ArticleDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<Slug>().HaveConversion<SlugConverter>().HaveMaxLength(Slug.MaxLength);
        configurationBuilder.Properties<ArticleStatus>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<ImageRole>().HaveConversion<string>().HaveMaxLength(20);

        configurationBuilder
            .Properties<ValueList<Block>>()
            .HaveConversion<BodyConverter, ValueComparison<ValueList<Block>>>();
        configurationBuilder.Json<ValueList<Byline>>();
        configurationBuilder.Json<ValueList<Label>>();
        configurationBuilder.Json<ValueList<Attribution>>();
        configurationBuilder.Json<ValueList<Correction>>();
        configurationBuilder.Json<ValueList<SourceFact>>();
        configurationBuilder.Json<Label>();
        configurationBuilder.Json<Rights>();
        configurationBuilder.Json<Source>();
        configurationBuilder.Json<ImageFacts>();
        configurationBuilder.Json<DatelineFacts>();
        configurationBuilder.Json<DatelinePrint>();
    }
}
