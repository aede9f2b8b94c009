using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>What all feeds take from an article in the same way.</summary>
internal static class FeedItemExtensions
{
    /// <summary>The section and the tags, each name once.</summary>
    public static IEnumerable<Label> GetCategories(this ArticleDocument article) =>
        (article.Section is { } section ? article.Tags.Prepend(section) : article.Tags).DistinctBy(label => label.Name);
}
