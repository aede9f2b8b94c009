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
        IReadOnlyList<QueryParameter> parameters,
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
            Id = IdOf(request, parameters, publication.Title),
            First = request.Query.ContainsKey("cursor")
                ? self + QueryString.Create(request.Query.Where(pair => pair.Key != "cursor"))
                : null,
        };

        return new(format.Write(channel, documents), format.MediaType) { LastModified = updated };
    }

    // Whose feed it is, and of what: a reader that asks for more of it, elsewhere, or in another order, has the same.
    private static string IdOf(HttpRequest request, IReadOnlyList<QueryParameter> parameters, string publication)
    {
        var reader = new QueryStringReader(request.Query);
        var filters = parameters
            .Where(each => each.Name is not ("cursor" or "limit") && request.Query.ContainsKey(each.Name))
            .OrderBy(each => each.Name, StringComparer.Ordinal)
            .Select(each =>
                each.Name + '=' + (each.AllowsMany ? Join(reader.GetValues(each)) : request.Query[each.Name].ToString())
            );

        return $"urn:uuid:{StableId.Of([publication, "articles", .. filters])}";
    }

    private static string Join(IEnumerable<string> values) =>
        string.Join(',', values.Distinct().Order(StringComparer.Ordinal).Select(Escape));

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);
}
