using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Tests.Storage;

/// <summary>The databases are what the model says, however often they are migrated.</summary>
public abstract class MigrationTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : MigrationTests(api), IClassFixture<SqliteHost>
    {
        protected override Task<string> CreateDatabaseAsync() =>
            Task.FromResult($"Data Source={Path.ChangeExtension(api.DatabasePath, ".new.db")}");

        [Theory]
        [InlineData("journal_mode", "wal")]
        [InlineData("synchronous", "2")]
        [InlineData("secure_delete", "1")]
        [InlineData("foreign_keys", "1")]
        [InlineData("busy_timeout", "5000")]
        public async Task Every_connection_has_its_settings(string pragma, string value) =>
            Assert.Equal(
                value,
                await api.RunInScopeAsync(async db =>
                {
                    await db.Database.OpenConnectionAsync();
                    await using var command = db.Database.GetDbConnection().CreateCommand();
                    command.CommandText = "PRAGMA " + pragma;
                    return Convert.ToString(
                        await command.ExecuteScalarAsync(),
                        System.Globalization.CultureInfo.InvariantCulture
                    );
                })
            );

        [Theory]
        [InlineData("postings")]
        [InlineData("sort_entries")]
        public async Task A_table_that_is_its_key_has_no_second_tree(string table) =>
            Assert.EndsWith(
                "WITHOUT ROWID",
                await api.RunInScopeAsync(db =>
                    db.Database.SqlQuery<string>($"""SELECT sql AS "Value" FROM sqlite_master WHERE name = {table}""")
                        .SingleAsync()
                ),
                StringComparison.Ordinal
            );
    }

    public sealed class OnPostgres(PostgresHost api, PostgresServer server)
        : MigrationTests(api),
            IClassFixture<PostgresHost>
    {
        protected override Task<string> CreateDatabaseAsync() => server.CreateDatabaseAsync();
    }

    protected abstract Task<string> CreateDatabaseAsync();

    [Fact]
    public async Task No_change_of_the_model_is_without_a_migration() =>
        Assert.False(await api.RunInScopeAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        var before = await api.RunInScopeAsync(db => db.LogSequences.AsNoTracking().SingleAsync());

        await api.RunInScopeAsync(async db =>
        {
            await db.MigrateAsync(TestContext.Current.CancellationToken);
            return true;
        });

        var after = await api.RunInScopeAsync(db => db.LogSequences.AsNoTracking().SingleAsync());
        Assert.Equal((before.Epoch, before.LastSequence), (after.Epoch, after.LastSequence));
        Assert.Matches("^e[0-9a-f]{8}$", after.Epoch);
        Assert.Empty(await api.RunInScopeAsync(db => db.Database.GetPendingMigrationsAsync()));
    }

    // One replica migrates, and the others wait for it and find nothing left to do.
    [Fact]
    public async Task Replicas_that_start_at_once_on_a_new_database_all_start()
    {
        var connection = await CreateDatabaseAsync();
        var replicas = Enumerable
            .Range(0, 4)
            .Select(_ =>
                api.WithWebHostBuilder(builder => builder.UseSetting("ConnectionStrings:Articles", connection))
            )
            .ToList();

        await Task.WhenAll(replicas.Select(replica => Task.Run(replica.StartServer)));

        foreach (var replica in replicas)
        {
            using var client = replica.CreateClient();
            using var ready = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            ready.EnsureSuccessStatusCode();
        }
    }
}
