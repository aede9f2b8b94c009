namespace ArticleApi.Http;

/// <summary>
/// The first second of the service's end. It still listens, and every answer tells its client that the connection ends
/// with it: whoever keeps a connection in use hears of the end before it is closed, and no request is lost on its way
/// to a closed one.
/// </summary>
internal sealed class Draining(TimeProvider clock) : IHostedLifecycleService
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private int _connections;

    /// <summary>
    /// Waits until nobody is connected any more, within bounds: idle connections are closed without a word.
    /// </summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        while (
            Volatile.Read(ref _connections) > 0
            && clock.GetElapsedTime(begun) < MostTime
            && !cancellationToken.IsCancellationRequested
        )
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A connection is open for as long as this runs.</summary>
    public async Task CountAsync(Func<Task> connection)
    {
        Interlocked.Increment(ref _connections);
        try
        {
            await connection();
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class Drains
{
    public static void AddDraining(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<Stopping>()
            .AddSingleton<Draining>()
            .AddHostedService(services => services.GetRequiredService<Draining>());
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint =>
                endpoint.Use(next =>
                {
                    var draining = kestrel.ApplicationServices.GetRequiredService<Draining>();
                    return connection => draining.CountAsync(() => next(connection));
                })
            )
        );
    }

    /// <summary>
    /// Tells clients of HTTP/1.1 that their connection ends with this answer, once the service is to end.
    /// </summary>
    public static void UseDraining(this WebApplication app)
    {
        var stopping = app.Services.GetRequiredService<Stopping>();
        app.Use(
            (context, next) =>
            {
                // An error clears what is set before the answer starts.
                if (stopping.HasBegun)
                {
                    context.Response.OnStarting(() =>
                    {
                        context.Response.EndConnection();
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
    public static void EndConnection(this HttpResponse response)
    {
        if (HttpProtocol.IsHttp11(response.HttpContext.Request.Protocol))
            response.Headers.Connection = "close";
    }
}
