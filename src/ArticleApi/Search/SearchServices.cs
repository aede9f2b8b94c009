namespace ArticleApi.Search;

internal static class SearchServices
{
    public static IServiceCollection AddSearch(this IServiceCollection services) =>
        services
            .AddSingleton<QueryExecutor>()
            .AddSingleton<ArticlePageReader>()
            .AddSingleton<FacetCounter>()
            .AddSingleton<NearDuplicateFinder>()
            .AddSingleton<RelatedArticleFinder>()
            .AddSingleton<IndexedLanguages>();
}
