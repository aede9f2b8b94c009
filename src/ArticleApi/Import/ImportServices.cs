namespace ArticleApi.Import;

internal static class ImportServices
{
    public static IServiceCollection AddImport(this IServiceCollection services) =>
        services
            .AddSingleton<ImportLimits>()
            .AddScoped<ImportLookups>()
            .AddScoped<NewArticleBuilder>()
            .AddScoped<ImageMatcher>()
            .AddScoped<ImportUpdater>()
            .AddScoped<BatchPreparer>()
            .AddScoped<BatchWriter>()
            .AddScoped<Importer>();
}
