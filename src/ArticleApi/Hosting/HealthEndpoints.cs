using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;

namespace ArticleApi.Hosting;

/// <summary>What whoever runs the service asks it: whether it lives, and whether it can answer.</summary>
internal static class HealthEndpoints
{
    private static readonly SqlStatement LogHeads = new("""SELECT 1 FROM log_sequence""");

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/health/live", HttpVerbs.GetAndHead, (HttpContext context) => Tell(context, "live"))
            .OpenToEveryone()
            .ExcludeFromDescription();
        app.MapMethods("/health/ready", HttpVerbs.GetAndHead, Ready).OpenToEveryone().ExcludeFromDescription();
    }

    // Of this moment, and of no other.
    private static IResult Tell(HttpContext context, string state)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(state);
    }

    private static async Task<IResult> Ready(
        HttpContext context,
        ISqlReader reads,
        ShutdownSignal stopping,
        DatabaseState state,
        CancellationToken cancellation
    )
    {
        if (stopping.IsShuttingDown)
            return new Problem(ProblemTypes.Busy, "The service is stopping.");
        if (state.Fault is not DatabaseFault.None and var fault)
            return DatabaseProblems.For(fault, "");

        try
        {
            // Whoever asks is told in time, whatever the driver goes on waiting for.
            return await IsMigratedAsync(reads).WaitAsync(DatabaseState.PollTimeout, cancellation)
                ? Tell(context, "ready")
                : new Problem(ProblemTypes.Busy, "The database is not migrated yet.");
        }
        catch (TimeoutException)
        {
            return DatabaseProblems.For(DatabaseFault.Silent, "");
        }
    }

    private static async Task<bool> IsMigratedAsync(ISqlReader reads)
    {
        await using var rows = await reads.QueryAsync(LogHeads, [], CancellationToken.None);

        return await rows.ReadAsync(CancellationToken.None);
    }
}
