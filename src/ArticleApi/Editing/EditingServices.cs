using ArticleApi.Core.Articles;
using ArticleApi.Log.Maintenance;

namespace ArticleApi.Editing;

internal static class EditingServices
{
    public static IServiceCollection AddEditing(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(ReadEmbedProviders(configuration.GetSection("Embeds:Providers")))
            .AddSingleton<ArticleFactory>()
            .AddSingleton<SentBodyReader>()
            .AddScoped<SlugAllocator>()
            .AddScoped<DatelineInterner>()
            .AddScoped<TrackedRows>()
            .AddScoped<ImageUseResolver>()
            .AddScoped<ArticleWriter>()
            .AddScoped<CorrectionEditor>()
            .AddScoped<LabelResolver>()
            .AddScoped<ExternalIds>()
            .AddScoped<ArticleEditor>()
            .AddScoped<ArticleImageEditor>()
            .AddScoped<WithdrawalScheduler>()
            .AddScoped<IWithdrawalJobRunner, WithdrawalJobRunner>()
            .AddScoped<ComponentWriter>()
            .AddScoped<ImageEditor>()
            .AddScoped<CaptionEditor>()
            .AddScoped<DatelineEditor>();

    // Each name has its domains, parted by spaces; one without any is not embedded from.
    private static EmbedProviders ReadEmbedProviders(IConfigurationSection section)
    {
        var configured = section
            .GetChildren()
            .ToDictionary(each => each.Key, each => each.Value ?? "", StringComparer.OrdinalIgnoreCase);
        var domains = configured
            .SelectMany(
                each => each.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                (each, domain) => (each.Key, domain)
            )
            .ToList();
        if (domains.FirstOrDefault(each => !IsDomain(each.domain)) is { domain: { } wrong } broken)
            throw new InvalidOperationException(
                $"Embeds:Providers:{broken.Key} has '{wrong}'; allowed are domains parted by spaces, as in example.org."
            );

        return new(
            domains
                .Select(each => KeyValuePair.Create(each.Key, each.domain))
                .Concat(EmbedProviders.DefaultDomains.Where(each => !configured.ContainsKey(each.Key)))
        );
    }

    private static bool IsDomain(string text) =>
        Uri.CheckHostName(text) == UriHostNameType.Dns && text.Contains('.', StringComparison.Ordinal);
}
