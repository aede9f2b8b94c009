using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion.Web;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>One file of a picture.</summary>
internal sealed record WireRendition(string Href, string? MediaType, int? Width, int? Height)
{
    /// <summary>The largest that a browser can fetch and show; a size that is not given counts for nothing.</summary>
    public static WireRendition? FindLargest(IEnumerable<WireRendition> files) =>
        files
            .Select(file => file with { Href = UrlNormalizer.ToAbsolute(file.Href) ?? file.Href })
            .Where(file =>
                file.Href.Length <= ImageFacts.MaxHrefLength
                && ArticleLimits.IsHttpUrl(file.Href)
                && file.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != false
            )
            .MaxBy(file => (long)(file.Width ?? 0) * (file.Height ?? 0));
}
