namespace ArticleApi.Log;

/// <summary>
/// Where readers find an article: <c>Publication:ArticleUrl</c>, such as <c>https://example.org/{slug}</c>; null where
/// it is not configured.
/// </summary>
public sealed record PublicationOptions(string? ArticleUrl, string Title)
{
    public const string DefaultTitle = "ArticleApi";

    public string? UrlOf(string slug) =>
        ArticleUrl?.Replace("{slug}", Uri.EscapeDataString(slug), StringComparison.Ordinal);
}
