using Swashbuckle.AspNetCore.SwaggerUI;

namespace ArticleApi.Http.OpenApi;

/// <summary>Swagger UI. In Development it asks for a script that sends the development key.</summary>
internal static class SwaggerUi
{
    public const string DevelopmentKeyScript = "/swagger/development-key.js";

    private const string PadlockScript = "/swagger/padlocks.js";

    // A key may be sent with open reads too, to see more. They carry no padlock, which would say that one is needed.
    // A stream is not tried out: the page would wait for its end.
    // The page takes plugins by name alone, and would evaluate it, which its policy forbids.
    private const string Padlocks = """
        addEventListener("DOMContentLoaded", () => {
          const withoutPadlock = (operation) => {
            const open = (operation.get("security") ?? []).filter((requirement) => requirement.isEmpty());
            return open.size ? operation.set("security", open) : operation;
          };
          const plugin = (system) => ({
            statePlugins: {
              spec: {
                wrapSelectors: {
                  allowTryItOutFor: () => (state, path) => !path.endsWith("/stream"),
                },
              },
            },
            wrapComponents: {
              OperationSummary: (Original) => (props) =>
                system.React.createElement(Original, {
                  ...props,
                  operationProps: withoutPadlock(props.operationProps),
                }),
            },
          });
          const bundle = window.SwaggerUIBundle;
          window.SwaggerUIBundle = Object.assign((config) => bundle({ ...config, plugins: [plugin] }), bundle);
        });
        """;

    // Its pictures stand in its styles as data, its logo has a style of its own, and attributes colour its examples; it
    // asks the service alone.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' "
        + "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; style-src-attr 'unsafe-inline'; img-src "
        + "'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapSwaggerUi(this WebApplication app)
    {
        var development = app.Environment.IsDevelopment();
        app.MapGet(PadlockScript, () => Results.Text(Padlocks, "text/javascript"))
            .AsDocumentation()
            .ExcludeFromDescription();
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
                        options.InjectJavascript(PadlockScript);
                        options.DefaultModelRendering(ModelRendering.Example);
                        if (development)
                            options.InjectJavascript(DevelopmentKeyScript);
                    })
        );
    }
}
