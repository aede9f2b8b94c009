namespace ArticleApi.Log;

internal static class LogServices
{
    public static IServiceCollection AddLog(this IServiceCollection services, IConfiguration configuration)
    {
        var url = configuration["Publication:ArticleUrl"];
        if (
            url is { Length: > 0 }
            && !(
                url.Contains("{slug}", StringComparison.Ordinal)
                && Uri.TryCreate(url.Replace("{slug}", "x", StringComparison.Ordinal), UriKind.Absolute, out _)
            )
        )
            throw new InvalidOperationException(
                $"Publication:ArticleUrl is '{url}'; it must be an absolute address with {{slug}} in it."
            );

        return services
            .AddSingleton(
                new Publication(
                    url is { Length: > 0 } ? url : null,
                    configuration["Publication:Title"] ?? Publication.DefaultTitle
                )
            )
            .AddSingleton<Renderer>()
            .AddSingleton<TextIndexing>()
            .AddSingleton<IndexStatus>()
            .AddSingleton<LogSignal>()
            .AddSingleton<LogTick>()
            .AddSingleton<LogFollower>()
            .AddHostedService(services => services.GetRequiredService<LogFollower>())
            .AddScoped<ArticleLog>()
            .AddSingleton<Delivery>()
            .AddSingleton<IndexNames>()
            .AddSingleton<Finder>()
            .AddSingleton<Pages>()
            .AddSingleton<Facets>()
            .AddSingleton<Duplicates>()
            .AddSingleton<Relatives>()
            .AddSingleton<Languages>()
            .AddScoped<ChangeFeed>()
            .AddHostedService<LogWorker>();
    }
}
