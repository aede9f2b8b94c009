using System.Net;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ArticleApi.Tests.Storage;

/// <summary>On a PostgreSQL whose connections break where a test says; it follows the machine's clock.</summary>
internal sealed class ProxiedPostgresHost(PostgresServer server) : PostgresHost(server)
{
    private readonly LogCollector _log = new();
    private PostgresProxy? _proxy;

    public PostgresProxy Proxy => _proxy!;

    public IEnumerable<LogEntry> Logged => _log.Entries;

    protected override async Task<string> CreateDatabaseAsync()
    {
        var connection = new NpgsqlConnectionStringBuilder(await base.CreateDatabaseAsync());
        _proxy = new(connection.Host!, connection.Port);
        (connection.Host, connection.Port) = (IPAddress.Loopback.ToString(), _proxy.Port);
        (connection.SslMode, connection.GssEncryptionMode) = (SslMode.Disable, GssEncryptionMode.Disable);

        return connection.ConnectionString;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureLogging(logging => logging.AddProvider(_log));
        builder.ConfigureServices(services => services.AddSingleton(TimeProvider.System));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }
}
