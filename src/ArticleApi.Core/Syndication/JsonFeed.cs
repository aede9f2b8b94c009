using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>JSON Feed 1.1.</summary>
public static class JsonFeed
{
    public const string MediaType = "application/feed+json";

    public static byte[] Write(FeedInfo channel, IReadOnlyList<ArticleDocument> articles)
    {
        var feed = SparseJson.CreateObject(
            ("version", "https://jsonfeed.org/version/1.1"),
            ("title", channel.Title),
            ("home_page_url", channel.Home),
            ("feed_url", channel.Self),
            ("description", channel.Description),
            ("next_url", channel.Next),
            ("language", channel.Language)
        )!;
        // Required, even when there are none.
        feed.Add("items", SparseJson.CreateArray(articles.Select(article => CreateItem(article, channel))));

        return Encoding.UTF8.GetBytes(SparseJson.Serialize(feed));
    }

    private static JsonObject? CreateItem(ArticleDocument article, FeedInfo channel) =>
        SparseJson.CreateObject(
            ("id", $"urn:uuid:{article.Id}"),
            ("url", channel.ArticleUrls.For(article)),
            ("title", article.Headline),
            ("summary", article.Abstract),
            ("content_html", ContentHtml.Write(article)),
            ("image", article.LeadImage?.Href),
            ("date_published", article.PublishedAt is { } published ? InstantJsonConverter.Format(published) : null),
            ("date_modified", InstantJsonConverter.Format(article.UpdatedAt)),
            (
                "authors",
                SparseJson.CreateArray(article.Bylines.Select(byline => SparseJson.CreateObject(("name", byline.Name))))
            ),
            ("tags", SparseJson.CreateArray(article.GetCategories().Select(label => (JsonNode?)label.Name))),
            ("language", article.Language == "und" ? null : article.Language)
        );
}
