using ArticleApi.Log.Maintenance;
using Microsoft.AspNetCore.Hosting;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>Without the log's worker: a job waits until a test has it go on.</summary>
public sealed class IdleSqliteHost : SqliteHost
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.WithoutLogWorker();
    }
}

/// <inheritdoc cref="IdleSqliteHost"/>
public sealed class IdlePostgresHost(PostgresServer server) : PostgresHost(server)
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.WithoutLogWorker();
    }
}

internal static class IdleHosts
{
    public static void WithoutLogWorker(this IWebHostBuilder builder) =>
        builder.ConfigureServices(services =>
            services.Remove(services.Single(service => service.ImplementationType == typeof(LogMaintenanceService)))
        );
}
