using System.Net;
using System.Text.Json;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;

namespace ArticleApi.Auth;

/// <summary>Gives Swagger UI the development key: in Development, and on this machine only.</summary>
internal static class DevelopmentKeyScript
{
    public static void MapDevelopmentKeyScript(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.MapGet(SwaggerUi.DevelopmentKeyScript, Handle).AsDocumentation().ExcludeFromDescription();
    }

    private static IResult Handle(HttpContext context, DevelopmentKey key)
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
                if (spec && spec.getIn(["components", "securitySchemes", "{{RequestCredentials.Scheme}}"])) {
                  clearInterval(timer);
                  window.ui.preauthorizeApiKey("{{RequestCredentials.Scheme}}", {{JsonSerializer.Serialize(key)}});
                }
              }, 50);
              setTimeout(() => clearInterval(timer), 30000);
            })();
            """;
}
