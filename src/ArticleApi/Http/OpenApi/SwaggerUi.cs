using System.Net;
using System.Text.Json;
using ArticleApi.Auth;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace ArticleApi.Http.OpenApi;

/// <summary>Swagger UI. In Development, on this machine, it has the development key already.</summary>
internal static class SwaggerUi
{
    private const string KeyScript = "/swagger/development-key.js";

    // Its pictures stand in its styles as data, its logo has a style of its own, and attributes colour its examples; it
    // asks the service alone.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapSwaggerUi(this WebApplication app)
    {
        var development = app.Environment.IsDevelopment();
        // Apart, so that no other request is looked at by it.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase),
            pages =>
                pages
                    .Use(
                        (context, next) =>
                        {
                            context.Response.SetHtmlPageHeaders(ContentSecurityPolicy);
                            return next(context);
                        }
                    )
                    .UseSwaggerUI(options =>
                    {
                        options.RoutePrefix = "swagger";
                        options.DocumentTitle = "ArticleApi";
                        options.SwaggerEndpoint(OpenApiDocumentBytes.Path, "ArticleApi v1");
                        options.EnableDeepLinking();
                        options.EnableTryItOutByDefault();
                        options.DisplayRequestDuration();
                        options.DisplayOperationId();
                        options.DefaultModelsExpandDepth(0);
                        options.DefaultModelRendering(ModelRendering.Example);
                        if (development)
                            options.InjectJavascript(KeyScript);
                    })
        );
        if (development)
            app.MapGet(KeyScript, ServeDevelopmentKey).ExcludeFromDescription();
    }

    private static IResult ServeDevelopmentKey(HttpContext context, DevelopmentKey key)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Results.Text(
            IsOwnPage(context) && key.Text is { } text
                ? PreauthorizeScript(text)
                : "// The development key is offered on this machine only.",
            "text/javascript"
        );
    }

    // A script can be included by any page that is open in this browser: only the service's own may have it, and only
    // under a local name.
    private static bool IsOwnPage(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && context.Request.Headers["Sec-Fetch-Site"] == "same-origin";

    private static string PreauthorizeScript(string key) =>
        $$"""
            (() => {
              const timer = setInterval(() => {
                const spec = window.ui && window.ui.specSelectors && window.ui.specSelectors.specJson();
                if (spec && spec.getIn(["components", "securitySchemes", "{{ApiKeys.Scheme}}"])) {
                  clearInterval(timer);
                  window.ui.preauthorizeApiKey("{{ApiKeys.Scheme}}", {{JsonSerializer.Serialize(key)}});
                }
              }, 50);
              setTimeout(() => clearInterval(timer), 30000);
            })();
            """;
}
