namespace ArticleApi.Http;

internal static class SecurityHeaders
{
    /// <summary>Text of others is served as what it is declared to be, never as what a browser guesses.</summary>
    public static void UseNoSniff(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    });
}
