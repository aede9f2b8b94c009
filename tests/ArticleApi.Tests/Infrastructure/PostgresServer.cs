using System.Collections.Concurrent;
using ArticleApi.Tests.Infrastructure;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace ArticleApi.Tests.Infrastructure;

/// <summary>
/// The PostgreSQL the tests use: the server that <c>ARTICLEAPI_TEST_POSTGRES</c> names, or a cluster of their own,
/// started when a test first asks for a database and removed when the tests end.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string? s_named = Environment.GetEnvironmentVariable("ARTICLEAPI_TEST_POSTGRES");

    private readonly Lazy<Task<TemporaryPostgresCluster>> _cluster = new(TemporaryPostgresCluster.StartAsync);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private readonly ConcurrentBag<string> _databases = [];

    /// <summary>
    /// Whether there is a server to use; for <c>[Fact(SkipUnless = …, SkipType = typeof(PostgresServer))]</c>.
    /// </summary>
    public static bool IsAvailable => !string.IsNullOrEmpty(s_named) || TemporaryPostgresCluster.Binaries is not null;

    /// <summary>Skips the test that calls it where no PostgreSQL can be had.</summary>
    public static void SkipUnlessAvailable() =>
        Assert.SkipUnless(IsAvailable, "PostgreSQL is not installed, and ARTICLEAPI_TEST_POSTGRES names no server.");

    /// <summary>
    /// The connection string of a new database: empty, or a copy of <paramref name="template"/>, to which nothing may
    /// be connected.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        SkipUnlessAvailable();

        var server = new NpgsqlConnectionStringBuilder(await ServerAsync());
        var name = $"articles_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"create database {name} template {template ?? "template0"}");
        _databases.Add(name);

        // Many tests share the server: what a pool does not need, it gives back soon.
        server.Database = name;
        server.Pooling = true;
        server.ConnectionIdleLifetime = 10;
        server.ConnectionPruningInterval = 5;
        return server.ConnectionString;
    }

    /// <summary>
    /// A copy of the database that <paramref name="prepare"/> makes once for each <paramref name="key"/>, such as a
    /// migrated one.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(string key, Func<string, Task> prepare)
    {
        var template = _templates.GetOrAdd(
            key,
            _ =>
                new(async () =>
                {
                    var connection = new NpgsqlConnectionStringBuilder(await CreateDatabaseAsync());
                    connection.Pooling = false;
                    await prepare(connection.ConnectionString);
                    return connection.Database!;
                })
        );

        return await CreateDatabaseAsync(await template.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster.IsValueCreated)
        {
            await (await _cluster.Value).DisposeAsync();
            return;
        }

        foreach (var name in _databases)
        {
            await ExecuteAsync(new(s_named), $"drop database if exists {name} with (force)");
        }
    }

    private async Task<string> ServerAsync() =>
        string.IsNullOrEmpty(s_named) ? (await _cluster.Value).ConnectionString : s_named;

    private static async Task ExecuteAsync(NpgsqlConnectionStringBuilder server, string sql)
    {
        server.Pooling = false;
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
