using ArticleApi.Log.Maintenance;

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
                new PublicationOptions(
                    url is { Length: > 0 } ? url : null,
                    configuration["Publication:Title"] ?? PublicationOptions.DefaultTitle
                )
            )
            .AddSingleton<ArticleRenderer>()
            .AddScoped<NewArticleRenderer>()
            .AddSingleton<CommitNotifier>()
            .AddSingleton<LogWatermark>()
            .AddSingleton<LogWatermarkPoller>()
            .AddHostedService(services => services.GetRequiredService<LogWatermarkPoller>())
            .AddScoped<LogLock>()
            .AddScoped<ArticleLog>()
            .AddSingleton<ArticleReader>()
            .AddSingleton<WithdrawnArticles>()
            .AddSingleton<ChangeFeed>()
            .AddHostedService<LogMaintenanceService>();
    }
}
