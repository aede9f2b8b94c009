using ArticleApi.Auth;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Search.Collectors;

namespace ArticleApi.Features.Feeds;

/// <summary>Any list of articles as RSS 2.0, Atom or JSON Feed, under the same filters.</summary>
internal static class FeedRoutes
{
    public static void MapFeeds(this IEndpointRouteBuilder app, ListDefinition articles)
    {
        var parameters = Parameters(articles);
        var feeds = app.MapGroup("/feeds").WithTags("Feeds").RejectUnknownParameters();
        Map(".rss", "articlesRss", "Articles as RSS 2.0", new(Rss.MediaType, Rss.Write));
        Map(".atom", "articlesAtom", "Articles as Atom", new(Atom.MediaType, Atom.Write));
        Map(".json", "articlesJsonFeed", "Articles as JSON Feed", new(JsonFeed.MediaType, JsonFeed.Write));

        void Map(string suffix, string name, string summary, FeedFormat format) =>
            feeds
                .MapMethods(
                    "/articles" + suffix,
                    HttpVerbs.GetAndHead,
                    (HttpContext context, Caller caller, ArticleListReader lists, PublicationOptions publication) =>
                        lists.ReadAsync(
                            ListQuery.Parse(context, articles),
                            MatchContent.Document,
                            caller,
                            page => ArticleFeed.CreateResult(context.Request, parameters, publication, page, format),
                            context.RequestAborted
                        )
                )
                .WithQueryParameters(parameters)
                .ProducesMedia(format.MediaType)
                .WithName(name)
                .WithSummary(summary);
    }

    public static IReadOnlyList<QueryParameter> Parameters(ListDefinition articles) =>
        [
            .. articles.SearchParameters,
            ListDefinition.Exclude,
            .. articles.FilterParameters,
            articles.Sort,
            ListDefinition.Limit,
            ListDefinition.CursorParameter,
        ];
}
