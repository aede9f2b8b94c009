using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage;

/// <summary>
/// The one model. Editors' rows, which are the truth, and the log's rows, which are what clients get.
/// </summary>
public abstract class ArticleDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>
    /// How many keys one query names at most: few enough for both databases, whose statements take a limited number of
    /// parameters, and enough that the round trips hardly count.
    /// </summary>
    internal const int MaxKeysPerQuery = 1_000;

    public DbSet<Article> Articles => Set<Article>();
    public DbSet<Image> Images => Set<Image>();
    public DbSet<Caption> Captions => Set<Caption>();
    public DbSet<Dateline> Datelines => Set<Dateline>();
    public DbSet<ImageUse> ImageUses => Set<ImageUse>();
    public DbSet<SourceRecord> Sources => Set<SourceRecord>();
    public DbSet<SlugReservation> Slugs => Set<SlugReservation>();
    public DbSet<ImportIdentity> ImportIdentities => Set<ImportIdentity>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<LogSequence> LogSequences => Set<LogSequence>();
    public DbSet<ArticleVersion> Versions => Set<ArticleVersion>();
    public DbSet<ArticleHead> Heads => Set<ArticleHead>();
    public DbSet<Posting> Postings => Set<Posting>();
    public DbSet<SortEntry> SortEntries => Set<SortEntry>();
    public DbSet<FacetValues> FacetValueRows => Set<FacetValues>();
    public DbSet<ComponentUsage> ComponentUsages => Set<ComponentUsage>();
    public DbSet<FacetValueCount> FacetValueCounts => Set<FacetValueCount>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<Package> Packages => Set<Package>();
    public DbSet<PendingWithdrawal> PendingWithdrawals => Set<PendingWithdrawal>();

    /// <summary>What a database needs so that erased text leaves its files as soon as it can.</summary>
    /// <returns>False where a reader was in the way, and it has to be tried again.</returns>
    public virtual Task<bool> CompleteErasureAsync(CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>Deletes what is remembered of writes before an instant.</summary>
    /// <param name="name">Whose actor and key it is about; null for all.</param>
    internal async Task ForgetOutcomesAsync(
        DateTimeOffset before,
        IdempotencyRecord? name,
        CancellationToken cancellation
    )
    {
        var records = IdempotencyRecords.Where(record => record.At < before);
        if (name is not null)
            records = records.Where(record => record.Actor == name.Actor && record.Key == name.Key);
#pragma warning disable RS0030 // These rows are nobody's text: neither the log nor an index knows of them.
        await records.ExecuteDeleteAsync(cancellation);
#pragma warning restore RS0030
    }

    /// <summary>Tells how far a job is; never less far than was told already.</summary>
    /// <param name="left">Articles that are not done with.</param>
    /// <param name="finishedAt">Null where it goes on.</param>
    internal async Task RaiseProgressAsync(
        Guid job,
        int left,
        DateTimeOffset? finishedAt,
        CancellationToken cancellation
    )
    {
        var jobs = Jobs.Where(row => row.Id == job);
#pragma warning disable RS0030 // Neither the log nor an index knows of it.
        await jobs.Where(row => row.Done < row.Total - left)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Done, row => row.Total - left), cancellation);
        if (finishedAt is not null)
            await jobs.Where(row => row.FinishedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.FinishedAt, finishedAt), cancellation);
#pragma warning restore RS0030
    }

    /// <summary>
    /// Makes the tables that are to take the place of the full-text index's, in the current transaction. On SQLite the
    /// old ones go at once.
    /// </summary>
    internal Task BeginTextIndexAsync(CancellationToken cancellation) => RunAsync(BeginIndexSql, cancellation);

    /// <summary>Puts them in their place.</summary>
    internal Task EndTextIndexAsync(CancellationToken cancellation) => RunAsync(EndIndexSql, cancellation);

    private protected abstract IEnumerable<string> BeginIndexSql { get; }

    private protected abstract IEnumerable<string> EndIndexSql { get; }

    private async Task RunAsync(IEnumerable<string> statements, CancellationToken cancellation)
    {
        foreach (var sql in statements)
#pragma warning disable RS0030 // These make tables.
            await Database.ExecuteSqlRawAsync(sql, cancellation);
#pragma warning restore RS0030
    }

    /// <summary>Whether whoever has begun to write is alone until the transaction ends.</summary>
    internal virtual bool HasSingleWriter => false;

    /// <summary>
    /// Lets imports in one after the other, until the current transaction ends: what one finds missing no other adds
    /// meanwhile.
    /// </summary>
    internal virtual Task SerializeImportsAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Applies the migrations that are missing; of replicas that start at once, one does.</summary>
    internal virtual Task MigrateSchemaAsync(CancellationToken cancellation) => Database.MigrateAsync(cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ArticleDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<Slug>().HaveConversion<SlugConverter>().HaveMaxLength(Slug.MaxLength);
        configurationBuilder.Properties<ArticleStatus>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<CompressedBytes>().HaveConversion<CompressedBytesConverter>();
        configurationBuilder.Properties<ImageRole>().HaveConversion<string>().HaveMaxLength(20);

        configurationBuilder
            .Properties<ValueList<Block>>()
            .HaveConversion<BodyConverter, ImmutableValueComparer<ValueList<Block>>>();
        configurationBuilder.Json<ValueList<Byline>>();
        configurationBuilder.Json<ValueList<Label>>();
        configurationBuilder.Json<ValueList<Attribution>>();
        configurationBuilder.Json<ValueList<Correction>>();
        configurationBuilder.Json<ValueList<JobFailure>>();
        configurationBuilder.Json<ValueList<RelatedLink>>();
        configurationBuilder.Json<PackageDefinition>();
        configurationBuilder.Json<ValueList<SourceProperty>>();
        configurationBuilder.Json<Label>();
        configurationBuilder.Json<Headlines>();
        configurationBuilder.Json<OpaqueJson>();
        configurationBuilder.Json<Rights>();
        configurationBuilder.Json<Source>();
        configurationBuilder.Json<ImageFacts>();
        configurationBuilder.Json<DatelineFacts>();
        configurationBuilder.Json<PrintedDateline>();
    }
}
