namespace ArticleApi.Http;

internal static class GracefulShutdown
{
    public static void AddGracefulShutdown(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<ShutdownSignal>()
            .AddSingleton<ConnectionDrainer>()
            .AddHostedService(services => services.GetRequiredService<ConnectionDrainer>());
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint =>
                endpoint.Use(next =>
                {
                    var draining = kestrel.ApplicationServices.GetRequiredService<ConnectionDrainer>();
                    return connection => draining.TrackAsync(() => next(connection));
                })
            )
        );
    }

    /// <summary>
    /// Tells clients of HTTP/1.1 that their connection ends with this answer, once the service is to end.
    /// </summary>
    public static void UseGracefulShutdown(this WebApplication app)
    {
        var stopping = app.Services.GetRequiredService<ShutdownSignal>();
        app.Use(
            (context, next) =>
            {
                // An error clears what is set before the answer starts.
                if (stopping.IsShuttingDown)
                {
                    context.Response.OnStarting(() =>
                    {
                        context.Response.CloseAfterResponse();
                        return Task.CompletedTask;
                    });
                }

                return next(context);
            }
        );
    }

    /// <summary>
    /// The client is not to send another request over this connection. HTTP/2 has words of its own for this.
    /// </summary>
    public static void CloseAfterResponse(this HttpResponse response)
    {
        if (HttpProtocol.IsHttp11(response.HttpContext.Request.Protocol))
            response.Headers.Connection = "close";
    }
}
