using ArticleApi.Log;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ArticleApi.Tests.Log;

/// <summary>The service without its background work: a test takes the steps itself.</summary>
public sealed class StillSqliteHost : SqliteHost
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.StandStill();
    }
}

/// <inheritdoc cref="StillSqliteHost"/>
public sealed class StillPostgresHost(PostgresServer server) : PostgresHost(server)
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.StandStill();
    }
}

internal static class Stillness
{
    public static IWebHostBuilder StandStill(this IWebHostBuilder builder) =>
        builder.ConfigureServices(services =>
        {
            foreach (
                var worker in services
                    .Where(service =>
                        service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(LogWorker)
                    )
                    .ToList()
            )
                services.Remove(worker);
            services.TryAddTransient<LogWorker>();
        });

    /// <summary>One step of a worker of its own: whatever must last is in the database.</summary>
    public static async Task<bool> Step(this IServiceProvider services)
    {
        using var worker = services.GetRequiredService<LogWorker>();
        return await worker.Step(TestContext.Current.CancellationToken);
    }
}
