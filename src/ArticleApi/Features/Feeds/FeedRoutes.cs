using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Search;

namespace ArticleApi.Features.Feeds;

/// <summary>Any list of articles as RSS 2.0, Atom or JSON Feed, under the same filters.</summary>
internal static class FeedRoutes
{
    private delegate byte[] FeedWriter(FeedInfo channel, IReadOnlyList<ArticleDocument> articles);

    public static void MapFeeds(this IEndpointRouteBuilder app, ListDefinition articles)
    {
        var feeds = app.MapGroup("/feeds").WithTags("Feeds").RejectUnknownParameters();
        Map(".rss", "articlesRss", "Articles as RSS 2.0", Rss.MediaType, Rss.Write);
        Map(".atom", "articlesAtom", "Articles as Atom", Atom.MediaType, Atom.Write);
        Map(".json", "articlesJsonFeed", "Articles as JSON Feed", JsonFeed.MediaType, JsonFeed.Write);

        void Map(string suffix, string name, string summary, string mediaType, FeedWriter write) =>
            feeds
                .MapMethods(
                    "/articles" + suffix,
                    HttpVerbs.GetAndHead,
                    (
                        HttpContext context,
                        Caller caller,
                        IndexQueryBuilder asking,
                        ArticlePageReader pages,
                        SearchRunner searches,
                        PublicationOptions publication,
                        CancellationToken cancellation
                    ) =>
                        HandleAsync(
                            articles,
                            mediaType,
                            write,
                            context,
                            caller,
                            asking,
                            pages,
                            searches,
                            publication,
                            cancellation
                        )
                )
                .WithQueryParameters(Parameters(articles))
                .ProducesMedia(mediaType)
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

    private static async Task<IResult> HandleAsync(
        ListDefinition articles,
        string mediaType,
        FeedWriter write,
        HttpContext context,
        Caller caller,
        IndexQueryBuilder asking,
        ArticlePageReader pages,
        SearchRunner searches,
        PublicationOptions publication,
        CancellationToken cancellation
    )
    {
        var query = ListQuery.Parse(context, articles);
        var question = await asking.BuildAsync(query, caller, cancellation);
        var (found, bytes) = question.IsPlain
            ? await FindAsync(cancellation)
            : await searches.RunAsync(FindAsync, question.Text is not null, cancellation);
        var documents = bytes.Select(document => ArticleJson.Deserialize(document)).ToList();

        var home = context.Request.BaseUrl();
        var self = home + context.Request.Path + context.Request.QueryString;
        var next = query.EncodeCursor(found.Next);
        var languages = documents.Select(document => document.Language).Distinct().ToList();
        // An empty feed has no date of its own; the epoch says that nothing was ever updated.
        var updated = documents.Count > 0 ? documents.Max(document => document.UpdatedAt) : DateTimeOffset.UnixEpoch;
        var channel = new FeedInfo(
            publication.Title,
            "Articles of " + publication.Title,
            self,
            home + "/",
            languages is [not "und"] ? languages[0] : null,
            updated,
            next is null ? null : home + Links.NextPage(context.Request, next),
            new(home)
        )
        {
            First = query.After is null
                ? null
                : home
                    + context.Request.Path
                    + QueryString.Create(context.Request.Query.Where(pair => pair.Key != "cursor")),
        };

        return new BytesResult(write(channel, documents), mediaType)
        {
            LastModified = documents.Count > 0 ? updated : null,
        };

        Task<(Hits Found, IReadOnlyList<byte[]> Documents)> FindAsync(CancellationToken token) =>
            pages.ReadPageAsync(question, query.After, query.Limit, true, token);
    }
}
