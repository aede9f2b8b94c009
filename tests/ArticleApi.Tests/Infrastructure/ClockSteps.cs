using ArticleApi.Log.Maintenance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ArticleApi.Tests.Infrastructure;

internal static class ClockSteps
{
    /// <summary>Moves the clock and lets the log do what is due by then.</summary>
    public static async Task AdvanceToAsync(this TestApiHost api, string instant)
    {
        var ahead =
            DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) - api.Clock.GetUtcNow();
        if (ahead > TimeSpan.Zero)
            api.Clock.Advance(ahead);
        // The service's own worker wakes as well; whoever comes second finds nothing to do.
        var worker = api.Services.GetServices<IHostedService>().OfType<LogMaintenanceService>().Single();
        while (await worker.RunOnceAsync(TestContext.Current.CancellationToken)) { }
    }
}
