using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ArticleApi.Tests.Storage;

/// <summary>On a PostgreSQL of its own that is stopped and frozen; it follows the machine's clock.</summary>
internal sealed class FaultyPostgresHost : TestApiHost
{
    private readonly LogCollector _log = new();
    private TemporaryPostgresCluster? _cluster;

    public int Timeout { get; init; } = 5;

    public TemporaryPostgresCluster Cluster => _cluster!;

    public IEnumerable<LogEntry> Logged => _log.Entries;

    protected override string Provider => DatabaseServices.Postgres;

    protected override async Task<string> CreateDatabaseAsync()
    {
        _cluster = await TemporaryPostgresCluster.StartAsync();

        return _cluster.ConnectionString;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting(
            "Database:CommandTimeout",
            Timeout.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        builder.ConfigureLogging(logging => logging.AddProvider(_log));
        builder.ConfigureServices(services => services.AddSingleton(TimeProvider.System));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}
