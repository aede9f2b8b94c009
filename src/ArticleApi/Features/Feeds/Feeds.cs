using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Log;

namespace ArticleApi.Features.Feeds;

/// <summary>Any list of articles as RSS 2.0, Atom or JSON Feed, under the same filters.</summary>
internal static class Feeds
{
    private delegate byte[] Writer(Channel channel, IReadOnlyList<ArticleDocument> articles);

    public static void MapFeeds(this IEndpointRouteBuilder app, ListShape articles)
    {
        var feeds = app.MapGroup("/feeds").WithTags("Feeds").RefuseUnknownParameters();
        Map(".rss", "articlesRss", "Articles as RSS 2.0", Rss.MediaType, Rss.Write);
        Map(".atom", "articlesAtom", "Articles as Atom", Atom.MediaType, Atom.Write);
        Map(".json", "articlesJsonFeed", "Articles as JSON Feed", JsonFeed.MediaType, JsonFeed.Write);

        void Map(string suffix, string name, string summary, string mediaType, Writer write) =>
            feeds
                .MapMethods(
                    "/articles" + suffix,
                    Routes.Reading,
                    (
                        HttpContext context,
                        Caller caller,
                        Asking asking,
                        Pages pages,
                        Searches searches,
                        Publication publication,
                        CancellationToken cancellation
                    ) =>
                        Handle(
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
                .Takes(Parameters(articles))
                .AnswersAs(mediaType)
                .WithName(name)
                .WithSummary(summary);
    }

    public static IReadOnlyList<Parameter> Parameters(ListShape articles) =>
        [
            .. articles.Searching,
            ListShape.Exclude,
            .. articles.Conditions,
            articles.Sort,
            ListShape.Limit,
            ListShape.CursorParameter,
        ];

    private static async Task<IResult> Handle(
        ListShape articles,
        string mediaType,
        Writer write,
        HttpContext context,
        Caller caller,
        Asking asking,
        Pages pages,
        Searches searches,
        Publication publication,
        CancellationToken cancellation
    )
    {
        var query = ListQuery.Of(context, articles);
        var question = await asking.Of(query, caller, cancellation);
        var (found, bytes) = question.IsPlain
            ? await FindAsync(cancellation)
            : await searches.RunAsync(FindAsync, question.Search is not null, cancellation);
        var documents = bytes.Select(document => ArticleJson.Read(document)).ToList();

        var home = context.Request.Base();
        var self = home + context.Request.Path + context.Request.QueryString;
        var next = query.Token(found.Next);
        var languages = documents.Select(document => document.Language).Distinct().ToList();
        // An empty feed has no date of its own; the epoch says that nothing was ever updated.
        var updated = documents.Count > 0 ? documents.Max(document => document.UpdatedAt) : DateTimeOffset.UnixEpoch;
        var channel = new Channel(
            publication.Title,
            "Articles of " + publication.Title,
            self,
            home + "/",
            languages is [not "und"] ? languages[0] : null,
            updated,
            next is null ? null : home + Links.Page(context.Request, next),
            new(home)
        )
        {
            First = query.After is null
                ? null
                : home
                    + context.Request.Path
                    + QueryString.Create(context.Request.Query.Where(pair => pair.Key != "cursor")),
        };

        return new BytesAnswer(write(channel, documents), mediaType)
        {
            Modified = documents.Count > 0 ? updated : null,
        };

        Task<(Found Found, IReadOnlyList<byte[]> Documents)> FindAsync(CancellationToken token) =>
            pages.Of(question, query.After, query.Limit, true, token);
    }
}
