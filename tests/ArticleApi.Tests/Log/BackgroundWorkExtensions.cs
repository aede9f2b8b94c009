using ArticleApi.Log.Maintenance;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ArticleApi.Tests.Log;

/// <summary>The service without its background work: a test takes the steps itself.</summary>
public sealed class IsolatedSqliteHost : SqliteHost
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.WithoutBackgroundWork();
    }
}

/// <inheritdoc cref="IsolatedSqliteHost"/>
public sealed class IsolatedPostgresHost(PostgresServer server) : PostgresHost(server)
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.WithoutBackgroundWork();
    }
}

internal static class BackgroundWorkExtensions
{
    public static IWebHostBuilder WithoutBackgroundWork(this IWebHostBuilder builder) =>
        builder.ConfigureServices(services =>
        {
            foreach (
                var worker in services
                    .Where(service =>
                        service.ServiceType == typeof(IHostedService)
                        && service.ImplementationType == typeof(LogMaintenanceService)
                    )
                    .ToList()
            )
                services.Remove(worker);
            services.TryAddTransient<LogMaintenanceService>();
        });

    /// <summary>One step of a worker of its own: whatever must last is in the database.</summary>
    public static async Task<bool> RunMaintenanceOnceAsync(this IServiceProvider services)
    {
        using var worker = services.GetRequiredService<LogMaintenanceService>();
        return await worker.RunOnceAsync(TestContext.Current.CancellationToken);
    }
}
