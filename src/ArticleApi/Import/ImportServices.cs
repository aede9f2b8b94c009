using ArticleApi.Editing;

namespace ArticleApi.Import;

internal static class ImportServices
{
    public static IServiceCollection AddEditingAndImport(this IServiceCollection services) =>
        services
            .AddScoped<ArticleFactory>()
            .AddScoped<ImageUseResolver>()
            .AddScoped<ImportPlanner>()
            .AddScoped<ImportUpdater>()
            .AddScoped<Importer>();
}
