using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Index;
using ArticleApi.Log;
using ArticleApi.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Home;

/// <summary>A short page for people: what this is, the newest articles, and where to go on.</summary>
internal static class LandingPage
{
    private const int MaxNewestArticles = 10;

    public static void MapLandingPage(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/", HttpVerbs.GetAndHead, Handle).OpenToEveryone().ExcludeFromDescription();
        app.MapMethods("/problems/{code}", HttpVerbs.GetAndHead, DescribeProblem)
            .AsDocumentation()
            .ExcludeFromDescription();
    }

    private static async Task<BytesResult> Handle(
        ArticlePageReader pages,
        PublicationOptions publication,
        AccessOptions access,
        HttpContext context
    )
    {
        var newest = access.OpenReads
            ? await RenderNewestAsync(pages, context)
            : "<p>Reading takes an API key here.</p>";

        return HtmlPageTemplate.Render(
            publication.Title,
            $"""
            <p>A headless content API for news: articles with their images, captions and datelines,
            as JSON, feeds and JSON-LD.</p>
            <ul class="links">
              <li><a href="/swagger">Swagger UI</a>: try every operation</li>
              <li><a href="/openapi/v1.json">OpenAPI document</a></li>
              <li><a href="/v1">Index of the API</a></li>
              <li>How to <a href="/docs/partners">read and follow</a>, <a href="/docs/editing">write</a>,
              <a href="/docs/importing">import</a>; <a href="/docs/problems">every error</a></li>
              <li><a href="/feeds/articles.rss">RSS</a>, <a href="/feeds/articles.atom">Atom</a>,
              <a href="/feeds/articles.json">JSON Feed</a>, <a href="/v1/changes">change feed</a></li>
            </ul>
            {newest}
            """
        );
    }

    private static async Task<string> RenderNewestAsync(ArticlePageReader pages, HttpContext context)
    {
        var newest = await pages.ReadPageAsync(
            new(
                "",
                Caller.Anonymous.Visibility,
                [],
                new HashSet<long>(),
                null,
                new Dictionary<string, KeyRange>(),
                new(null, true)
            ),
            null,
            MaxNewestArticles,
            false,
            context.RequestAborted
        );
        var items = string.Concat(
            newest
                .Documents.Select(document => ArticleJson.Deserialize(document))
                .Select(article => RenderItem(article, context.Request.PathBase))
        );

        return $"<h2>Newest articles</h2>\n<ol>{(items.Length > 0 ? items : "<li>None yet.</li>")}</ol>";
    }

    // A problem's type is an address; it says what the problem is.
    private static Results<BytesResult, Problem> DescribeProblem(string code) =>
        ProblemTypes.All.FirstOrDefault(type => type.Code == code) is { } type
            ? HtmlPageTemplate.Render(
                type.Title,
                $"<p>Code <code>{HtmlPageTemplate.Encode(type.Code)}</code>, status {type.Status}. "
                    + "<a href=\"../docs/problems\">What to do about it</a></p>"
            )
            : new Problem(
                ProblemTypes.NotFound,
                "No kind of problem has this code.",
                FieldError.Path(
                    "code",
                    code,
                    "does-not-exist",
                    string.Join(", ", ProblemTypes.All.Select(known => known.Code))
                )
            );

    private static string RenderItem(ArticleDocument article, PathString basePath)
    {
        var address = HtmlPageTemplate.Encode(basePath + Links.Article(article.Slug));
        var headline = HtmlPageTemplate.Encode(article.Headline);
        var time = article.PublishedAt is { } at ? $" <time>{at:yyyy-MM-dd}</time>" : "";

        return $"""<li><a href="{address}"><bdi>{headline}</bdi></a>{time}</li>""";
    }
}
