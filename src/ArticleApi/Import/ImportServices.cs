namespace ArticleApi.Import;

internal static class ImportServices
{
    public static IServiceCollection AddImport(this IServiceCollection services) =>
        services.AddScoped<ImportPlanner>().AddScoped<ImportUpdater>().AddScoped<Importer>();
}
