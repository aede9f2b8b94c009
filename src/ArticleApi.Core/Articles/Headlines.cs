namespace ArticleApi.Core.Articles;

/// <summary>The headline in other words, for where it does not serve.</summary>
/// <param name="Short">For narrow places, such as a phone's notification.</param>
/// <param name="Seo">For search engines, as the page's title.</param>
public sealed record Headlines(string? Short, string? Seo);
