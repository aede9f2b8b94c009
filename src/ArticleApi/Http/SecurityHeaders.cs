namespace ArticleApi.Http;

internal static class SecurityHeaders
{
    /// <summary>Text of others is served as what it is declared to be, never as what a browser guesses.</summary>
    public static void UseNoSniff(this WebApplication app) => app.Use((context, next) =>
    {
        // On errors too, whose handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            // The same for every caller, so that a cached answer to one without an Origin serves browsers as well.
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
