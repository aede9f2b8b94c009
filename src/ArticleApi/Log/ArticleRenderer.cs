using System.Security.Cryptography;
using System.Text;
using ArticleApi.Core.Articles;

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

/// <summary>Article → document → bytes.</summary>
public sealed class ArticleRenderer(PublicationOptions publication)
{
    /// <summary>
    /// Differs wherever the same article would give other bytes: the renderer's number and the configured address
    /// pattern.
    /// </summary>
    public int Version { get; } =
        publication.ArticleUrl is { } pattern
            ? (ArticleJson.RendererVersion << 16)
                | (SHA256.HashData(Encoding.UTF8.GetBytes(pattern)) is var hash ? (hash[0] << 8) | hash[1] : 0)
            : ArticleJson.RendererVersion << 16;

    public ArticleDocument Render(Article article, VersionInfo state) =>
        ArticleDocument.From(article, state, publication.UrlOf);
}
