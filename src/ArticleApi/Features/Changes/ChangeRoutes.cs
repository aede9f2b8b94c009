using ArticleApi.Lists;

namespace ArticleApi.Features.Changes;

internal static class ChangeRoutes
{
    public static IServiceCollection AddChanges(this IServiceCollection services) =>
        services
            .AddSingleton<ChangeWriter>()
            .AddSingleton<ChangeFollowers>()
            .AddSingleton<ChangeWait>()
            .AddSingleton<ChangeStreams>();

    public static void MapChanges(this RouteGroupBuilder v1, ListDefinition articles)
    {
        var changes = v1.MapGroup("/changes").WithTags("Changes");

        changes.MapListChanges(articles);
        changes.MapStreamChanges(articles);
        v1.MapHead();
    }
}
