using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>What a feed says of itself. Addresses are absolute.</summary>
/// <param name="Self">This very document's address.</param>
/// <param name="Home">The site or resource that the feed is about.</param>
/// <param name="Language">BCP 47; null where the articles' languages differ or are not known.</param>
/// <param name="Updated">When anything in it last changed; null where there is nothing in it.</param>
/// <param name="Next">The address of the next page; null on the last.</param>
public sealed record FeedInfo(
    string Title,
    string Description,
    string Self,
    string Home,
    string? Language,
    DateTimeOffset? Updated,
    string? Next,
    ArticleUrls ArticleUrls
)
{
    /// <summary>The address of the first page; null where this is it.</summary>
    public string? First { get; init; }

    /// <summary>The same for all pages of a feed, however long they are and wherever they are asked for.</summary>
    public required string Id { get; init; }
}

/// <summary>Where articles are found.</summary>
/// <param name="ApiUrl">
/// The API's own absolute address, such as <c>https://api.example.org</c>, without a slash at its end.
/// </param>
public sealed record ArticleUrls(string ApiUrl)
{
    /// <summary>
    /// The article's page on the site where that is known, else the API's resource, by the id because it never changes.
    /// </summary>
    public string For(ArticleDocument article) => article.Url ?? $"{ApiUrl}/v1/articles/{article.Id}";
}
