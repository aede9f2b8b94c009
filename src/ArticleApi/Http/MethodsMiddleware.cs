using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;

namespace ArticleApi.Http;

/// <summary>
/// What addresses can be asked: <c>OPTIONS</c> is answered everywhere, and a method that no address has is told to be
/// none (RFC 9110 §9.1: methods are case-sensitive, and an unknown one is 501).
/// </summary>
internal static class MethodsMiddleware
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
    };

    public static void UseKnownMethods(this WebApplication app) =>
        app.Use(
            (context, next) =>
                Known.Contains(context.Request.Method)
                    ? next(context)
                    : new Problem(
                        ProblemTypes.NotImplemented,
                        $"No address here takes {Shorten(context.Request.Method)}. Methods are in capitals: "
                            + string.Join(", ", Known)
                            + "."
                    ).ExecuteAsync(context)
        );

    /// <summary>
    /// To stand behind the routing, and behind what answers browsers' preflights. Routing itself tells the methods of
    /// routes whose constraints an address does not meet.
    /// </summary>
    public static void UseAllowedMethods(this WebApplication app)
    {
        var methods = app.Services.GetRequiredService<AllowedMethods>();

        app.Use(
            (context, next) =>
            {
                var (request, response) = (context.Request, context.Response);
                if (context.GetEndpoint() is RouteEndpoint endpoint && !methods.IsMistaken(endpoint, request.Path))
                    return next(context);
                var allowed = methods.For(context, request.Path);
                if (allowed.Count == 0)
                    return next(context);

                response.Headers.Allow = string.Join(", ", allowed);
                if (!HttpMethods.IsOptions(request.Method))
                {
                    response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                    return Task.CompletedTask;
                }

                response.StatusCode = StatusCodes.Status204NoContent;
                if (allowed.Contains(HttpMethods.Patch))
                    response.Headers["Accept-Patch"] = JsonBody.MergePatchMediaType;
                return Task.CompletedTask;
            }
        );
    }

    private static string Shorten(string method) => method.Length > 20 ? method[..20] + "…" : method;
}
