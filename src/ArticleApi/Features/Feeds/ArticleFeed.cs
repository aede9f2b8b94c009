using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Log;

namespace ArticleApi.Features.Feeds;

/// <summary>A page of articles as a feed: what it says of itself, and the articles.</summary>
internal static class ArticleFeed
{
    public static BytesResult CreateResult(
        HttpRequest request,
        PublicationOptions publication,
        ArticleListPage page,
        FeedFormat format
    )
    {
        var documents = page.Documents.Select(document => ArticleJson.Deserialize(document)).ToList();
        var home = request.BaseUrl();
        var self = home + request.Path;
        var languages = documents.Select(document => document.Language).Distinct().ToList();
        // An empty feed has no date of its own; the epoch says that nothing was ever updated.
        var updated = documents.Count > 0 ? documents.Max(document => document.UpdatedAt) : DateTimeOffset.UnixEpoch;
        var channel = new FeedInfo(
            publication.Title,
            "Articles of " + publication.Title,
            self + request.QueryString,
            home + "/",
            languages is [not "und"] ? languages[0] : null,
            updated,
            page.Info.Next is { } next ? home + Links.NextPage(request, next) : null,
            new(home)
        )
        {
            First = request.Query.ContainsKey("cursor")
                ? self + QueryString.Create(request.Query.Where(pair => pair.Key != "cursor"))
                : null,
        };

        return new(format.Write(channel, documents), format.MediaType)
        {
            LastModified = documents.Count > 0 ? updated : null,
        };
    }
}
