using ArticleApi.Storage;

namespace ArticleApi.Hosting;

internal static class DatabaseAvailabilityMiddleware
{
    /// <summary>Refuses what needs the database while it is known that it cannot be used.</summary>
    public static void UseDatabaseAvailability(this WebApplication app)
    {
        var state = app.Services.GetRequiredService<DatabaseState>();
        app.Use(
            (context, next) =>
                state.Fault is not DatabaseFault.None and var fault && NeedsDatabase(context.Request.Path)
                    ? DatabaseProblems.For(fault, "").ExecuteAsync(context)
                    : next(context)
        );
    }

    // Descriptions of the service and of its health do without.
    private static bool NeedsDatabase(PathString path) =>
        path == "/"
        || path.StartsWithSegments("/v1", StringComparison.Ordinal)
        || path.StartsWithSegments("/feeds", StringComparison.Ordinal);
}
