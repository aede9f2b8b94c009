using ArticleApi.Index.FullText;

namespace ArticleApi.Index;

internal static class IndexServices
{
    public static IServiceCollection AddIndex(this IServiceCollection services) =>
        services.AddSingleton<IndexTokenizer>().AddSingleton<IndexStatus>().AddSingleton<IndexKeys>();
}
