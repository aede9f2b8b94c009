namespace ArticleApi.Http;

/// <summary>Headers that every answer carries, errors too.</summary>
internal static class CommonHeaders
{
    public static void UseCommonHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.SetCommonHeaders();
                return next(context);
            }
        );

    /// <summary>Also called where an error has cleared what was set.</summary>
    public static void SetCommonHeaders(this HttpResponse response)
    {
        // Text of others is served as what it is declared to be, never as what a browser guesses.
        response.Headers.XContentTypeOptions = "nosniff";
        // Nor does a browser that shows an answer load or run anything in it, whatever stands there; pages for people
        // say what they need.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        // The same for every caller, so that a kept answer to one without an Origin serves browsers as well.
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = CrossOrigin.ExposedHeaders;
    }
}
