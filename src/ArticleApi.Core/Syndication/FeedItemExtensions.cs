using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Syndication;

/// <summary>What all feeds take from an article in the same way.</summary>
internal static class FeedItemExtensions
{
    /// <summary>The desk's summary, else the first paragraph.</summary>
    public static string? GetSummary(this ArticleDocument article) => article.Abstract ?? article.Lede;

    /// <summary>The section and the tags, each name once.</summary>
    public static IEnumerable<Label> GetCategories(this ArticleDocument article) =>
        (article.Section is { } section ? article.Tags.Prepend(section) : article.Tags).DistinctBy(label => label.Name);
}
