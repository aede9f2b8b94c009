using ArticleApi.Index.Facets;
using ArticleApi.Index.FullText;
using ArticleApi.Index.Postings;
using ArticleApi.Index.SortOrders;
using ArticleApi.Index.Usage;

namespace ArticleApi.Index;

internal static class IndexServices
{
    public static IServiceCollection AddIndex(this IServiceCollection services) =>
        services
            .AddSingleton<IndexTokenizer>()
            .AddSingleton<IndexStatus>()
            .AddSingleton<IndexKeys>()
            .AddSingleton<SortValueReader>()
            .AddSingleton<FacetLabelReader>()
            .AddScoped<UsageIndex>()
            .AddScoped<PostingsIndex>()
            .AddScoped<SortIndex>()
            .AddScoped<FacetIndex>()
            .AddScoped<FullTextIndex>()
            .AddScoped<ArticleIndex>();
}
