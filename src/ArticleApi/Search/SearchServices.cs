namespace ArticleApi.Search;

internal static class SearchServices
{
    public static IServiceCollection AddSearch(this IServiceCollection services) =>
        services
            .AddSingleton<VisibleMatchReader>()
            .AddSingleton<PublicationOrderSearch>()
            .AddSingleton<SortEntryFilter>()
            .AddSingleton<SortOrderSearch>()
            .AddSingleton<RelevanceSearch>()
            .AddSingleton<CountedRange>()
            .AddSingleton<QueryExecutor>()
            .AddSingleton<ArticlePageReader>()
            .AddSingleton<NearDuplicateFinder>()
            .AddSingleton<RelatedArticleFinder>()
            .AddSingleton<IndexedLanguages>();
}
