using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>JSON Feed 1.1.</summary>
public static class JsonFeed
{
    public const string MediaType = "application/feed+json";

    public static byte[] Write(Channel channel, IReadOnlyList<ArticleDocument> articles)
    {
        var feed = KnownJson.Of(
            ("version", "https://jsonfeed.org/version/1.1"),
            ("title", channel.Title),
            ("home_page_url", channel.Home),
            ("feed_url", channel.Self),
            ("description", channel.Description),
            ("next_url", channel.Next),
            ("language", channel.Language)
        )!;
        // Required, even when there are none.
        feed.Add("items", KnownJson.Array(articles.Select(article => Item(article, channel))));

        return Encoding.UTF8.GetBytes(KnownJson.Write(feed));
    }

    private static JsonObject? Item(ArticleDocument article, Channel channel) =>
        KnownJson.Of(
            ("id", $"urn:uuid:{article.Id}"),
            ("url", channel.Addresses.Of(article)),
            ("title", article.Headline),
            ("summary", article.Summary()),
            ("content_html", ContentHtml.Write(article)),
            ("image", article.LeadImage?.Href),
            ("date_published", article.PublishedAt is { } published ? InstantJson.Write(published) : null),
            ("date_modified", InstantJson.Write(article.UpdatedAt)),
            ("authors", KnownJson.Array(article.Bylines.Select(byline => KnownJson.Of(("name", byline.Name))))),
            ("tags", KnownJson.Array(article.Categories().Select(label => (JsonNode?)label.Name))),
            ("language", article.Language == "und" ? null : article.Language)
        );
}
