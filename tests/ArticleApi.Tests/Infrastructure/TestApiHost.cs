using System.Net.Http.Headers;
using ArticleApi.Auth;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>
/// The service on a real, migrated database of its own, with a clock that stands still until a test moves it.
/// </summary>
public abstract class TestApiHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private string? _connection;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 14, 9, 26, 53, 589, TimeSpan.Zero));

    /// <summary>The folder the service loads when its database is empty; null for none.</summary>
    protected virtual string? Seeds => null;

    protected abstract string Provider { get; }

    protected abstract Task<string> CreateDatabaseAsync();

    // Started here, since the factory would start twice for a test whose first two requests come at once.
    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        StartServer();
    }

    /// <summary>Has a database to start on, and leaves the start to the first request.</summary>
    public async Task PrepareAsync() => _connection = await CreateDatabaseAsync();

    /// <summary>A client without a key, which does not follow redirects.</summary>
    public HttpClient CreateAnonymousClient() => CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>A client with a new key of these scopes; of all, where none is named.</summary>
    public async Task<HttpClient> CreateClientWithKeyAsync(params string[] scopes)
    {
        var client = CreateAnonymousClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await CreateKeyAsync(scopes)
        );
        return client;
    }

    public async Task<string> CreateKeyAsync(params string[] scopes)
    {
        await using var scope = Services.CreateAsyncScope();
        var (text, row) = ApiKeys.Create("test", scopes.Length == 0 ? Scopes.All : scopes, Clock);
        await scope
            .ServiceProvider.GetRequiredService<ApiKeyStore>()
            .AddAsync(row, TestContext.Current.CancellationToken);
        return text;
    }

    /// <param name="text">The key, as it was sent.</param>
    public Task<bool> RevokeKeyAsync(string text) =>
        RunInScopeAsync(async services =>
        {
            var hash = ApiKeys.Hash(text);
            var key = await services.GetRequiredService<ArticleDb>().ApiKeys.SingleAsync(row => row.Hash == hash);
            return await services
                .GetRequiredService<ApiKeyStore>()
                .RevokeAsync(key.Id, TestContext.Current.CancellationToken);
        });

    /// <summary>Runs against the service's own database.</summary>
    internal async Task<T> RunInScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    internal Task<T> RunInScopeAsync<T>(Func<ArticleDb, Task<T>> work) =>
        RunInScopeAsync(services => work(services.GetRequiredService<ArticleDb>()));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Database:Provider", Provider);
        builder.UseSetting("ConnectionStrings:Articles", _connection);
        builder.UseSetting("Seeds:Path", Seeds ?? "");
        builder.UseSetting("RateLimits:Enabled", "false");
        // What tests provoke is logged as a warning; the console shows errors alone, so that a green run is silent.
        builder.ConfigureLogging(logging =>
            logging
                .AddFilter(null, LogLevel.Warning)
                .AddFilter("ArticleApi", LogLevel.Warning)
                .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
                .AddFilter<ConsoleLoggerProvider>(null, LogLevel.Error)
        );
        builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
    }
}

/// <summary>On SQLite, in a temporary folder.</summary>
public class SqliteHost : TestApiHost
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-");

    public string DatabasePath => Path.Combine(_folder.FullName, "articles.db");

    protected override string Provider => DatabaseServices.Sqlite;

    protected override Task<string> CreateDatabaseAsync() => Task.FromResult($"Data Source={DatabasePath}");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>On PostgreSQL.</summary>
public class PostgresHost(PostgresServer server) : TestApiHost
{
    protected override string Provider => DatabaseServices.Postgres;

    protected override Task<string> CreateDatabaseAsync() => server.CreateDatabaseAsync();
}

/// <summary>With the seeds loaded.</summary>
public sealed class SeededSqliteHost : SqliteHost
{
    protected override string? Seeds => Repository.Seeds;
}

/// <inheritdoc cref="SeededSqliteHost"/>
public sealed class SeededPostgresHost(PostgresServer server) : PostgresHost(server)
{
    protected override string? Seeds => Repository.Seeds;
}
