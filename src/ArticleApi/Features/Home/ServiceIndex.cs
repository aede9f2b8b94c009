using ArticleApi.Http;

namespace ArticleApi.Features.Home;

/// <summary>The addresses of what there is.</summary>
public sealed record ServiceLinks(
    string Articles,
    string Images,
    string Captions,
    string Datelines,
    string Sections,
    string Tags,
    string Bylines,
    string Changes,
    FeedLinks Feeds,
    string Openapi,
    string Swagger
);

/// <summary>The addresses of the feeds.</summary>
public sealed record FeedLinks(string Rss, string Atom, string Json);

/// <summary>Where everything is.</summary>
internal static class ServiceIndex
{
    public static void MapIndex(this RouteGroupBuilder v1) =>
        v1.MapMethods("", HttpVerbs.GetAndHead, Handle)
            .OpenToEveryone()
            .WithTags("Index")
            .WithName("getIndex")
            .WithSummary("List what there is");

    public static JsonBytesResult<ServiceLinks> Handle(HttpContext context)
    {
        var home = context.Request.BaseUrl();
        string Link(string path) => home + path;

        return JsonResults.Create(
            new ServiceLinks(
                Link("/v1/articles"),
                Link("/v1/images"),
                Link("/v1/captions"),
                Link("/v1/datelines"),
                Link("/v1/sections"),
                Link("/v1/tags"),
                Link("/v1/bylines"),
                Link("/v1/changes"),
                new(Link("/feeds/articles.rss"), Link("/feeds/articles.atom"), Link("/feeds/articles.json")),
                Link("/openapi/v1.json"),
                Link("/swagger")
            )
        );
    }
}
