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
        DateTimeOffset? updated = documents.Count > 0 ? documents.Max(document => document.UpdatedAt) : null;
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
            Id = IdOf(request, publication.Title),
            First = request.Query.ContainsKey("cursor")
                ? self + QueryString.Create(request.Query.Where(pair => pair.Key != "cursor"))
                : null,
        };

        return new(format.Write(channel, documents), format.MediaType) { LastModified = updated };
    }

    // Whose feed it is, and of what: a reader that asks for more of it, or elsewhere, has the same feed.
    private static string IdOf(HttpRequest request, string publication)
    {
        var filters = request
            .Query.Where(pair => pair.Key is not ("cursor" or "limit"))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}");

        return $"urn:uuid:{StableId.Of([publication, "articles", .. filters])}";
    }
}
