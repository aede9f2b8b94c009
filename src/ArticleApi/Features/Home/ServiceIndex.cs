using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Log;
using ArticleApi.Storage;

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
        v1.MapMethods("", Routes.Reading, Handle)
            .Answers<ServiceLinks>()
            .WithTags("Index")
            .WithName("getIndex")
            .WithSummary("List what there is");

    public static IResult Handle(HttpContext context)
    {
        var home = context.Request.Base();
        string Link(string path) => home + path;

        return Answers.Of(
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

/// <summary>A short page for people: what this is, the newest articles, and where to go on.</summary>
internal static class LandingPage
{
    private const int Newest = 10;

    private static readonly Statement LogHeads = new("""SELECT 1 FROM log_head""");

    public static void MapLandingPage(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/", Routes.Reading, Handle).ExcludeFromDescription();
        app.MapMethods("/problems/{code}", Routes.Reading, Describe).ExcludeFromDescription();
        app.MapMethods("/health/live", Routes.Reading, () => Results.Text("live")).ExcludeFromDescription();
        app.MapMethods("/health/ready", Routes.Reading, Ready).ExcludeFromDescription();
    }

    private static async Task<IResult> Handle(
        Pages pages,
        Publication publication,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var newest = await pages.Of(
            new(
                "",
                Caller.Open.Audiences,
                [],
                new HashSet<long>(),
                null,
                new Dictionary<string, Stretch>(),
                new(null, true)
            ),
            null,
            Newest,
            false,
            cancellation
        );
        var items = string.Concat(
            newest
                .Documents.Select(document => ArticleJson.Read(document))
                .Select(article =>
                    $"<li><a href=\"{HtmlPage.Text(context.Request.PathBase + Links.Article(article.Slug))}\"><bdi>{HtmlPage.Text(article.Headline)}</bdi></a>{(article.PublishedAt is { } at ? $" <time>{at:yyyy-MM-dd}</time>" : "")}</li>"
                )
        );

        return HtmlPage.Of(
            publication.Title,
            $"""
            <p>A headless content API for news: articles with their images, captions and datelines, as JSON, feeds and JSON-LD.</p>
            <ul class="links">
              <li><a href="/swagger">Swagger UI</a>: try every operation</li>
              <li><a href="/openapi/v1.json">OpenAPI document</a></li>
              <li><a href="/v1">Index of the API</a></li>
              <li><a href="/feeds/articles.rss">RSS</a>, <a href="/feeds/articles.atom">Atom</a>, <a href="/feeds/articles.json">JSON Feed</a>, <a href="/v1/changes">change feed</a></li>
            </ul>
            <h2>Newest articles</h2>
            <ol>{(items.Length > 0 ? items : "<li>None yet.</li>")}</ol>
            """
        );
    }

    // A problem's type is an address; it says what the problem is.
    private static IResult Describe(string code) =>
        ProblemTypes.All.FirstOrDefault(type => type.Code == code) is { } type
            ? HtmlPage.Of(
                type.Title,
                $"<p>Code <code>{HtmlPage.Text(type.Code)}</code>, status {type.Status}. What to do about it stands in the documentation under <code>docs/problems.md</code>.</p>"
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

    private static async Task<IResult> Ready(
        IReads reads,
        Stopping stopping,
        DatabaseState state,
        CancellationToken cancellation
    )
    {
        if (stopping.HasBegun)
            return new Problem(ProblemTypes.Busy, "The service is stopping.");
        if (state.Fault is not DatabaseFault.None and var fault)
            return DatabaseProblems.Of(fault, "");

        try
        {
            // Whoever asks is told in time, whatever the driver goes on waiting for.
            return await IsMigratedAsync(reads).WaitAsync(DatabaseState.LongestLook, cancellation)
                ? Results.Text("ready")
                : new Problem(ProblemTypes.Busy, "The database is not migrated yet.");
        }
        catch (TimeoutException)
        {
            return DatabaseProblems.Of(DatabaseFault.Silent, "");
        }
    }

    private static async Task<bool> IsMigratedAsync(IReads reads)
    {
        await using var rows = await reads.Query(LogHeads, [], CancellationToken.None);

        return await rows.Read(CancellationToken.None);
    }
}
