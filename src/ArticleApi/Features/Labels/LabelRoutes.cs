using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;

namespace ArticleApi.Features.Labels;

internal static class LabelRoutes
{
    private const string Tag = "Labels";

    public static void MapLabels(this RouteGroupBuilder v1)
    {
        v1.MapMethods("/sections", HttpVerbs.GetAndHead, ListLabels.HandleSections)
            .WithQueryParameters(ListDefinition.PageParameters)
            .WithTags(Tag)
            .WithMetadata(WholeCorpusMetadata.Instance)
            .WithName("listSections")
            .WithSummary("List sections");
        v1.MapMethods("/tags", HttpVerbs.GetAndHead, ListLabels.HandleTags)
            .WithQueryParameters(ListDefinition.PageParameters)
            .WithTags(Tag)
            .WithMetadata(WholeCorpusMetadata.Instance)
            .WithName("listTags")
            .WithSummary("List tags");
        v1.MapMethods("/bylines", HttpVerbs.GetAndHead, ListLabels.HandleBylines)
            .WithQueryParameters(ListDefinition.PageParameters)
            .WithTags(Tag)
            .WithMetadata(WholeCorpusMetadata.Instance)
            .WithName("listBylines")
            .WithSummary("List bylines");
    }
}
