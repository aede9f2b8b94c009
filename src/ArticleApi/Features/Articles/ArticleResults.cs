using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>The answers that an article is given in, with its validators.</summary>
internal static class ArticleResults
{
    public const string JsonLdSuffix = ".jsonld";

    private const string JsonLdTag = "ld";

    /// <summary>The bytes of an article as JSON.</summary>
    public static JsonBytesResult<ArticleDocument> ToJson(
        this StoredArticle article,
        Representation? representation = null
    ) =>
        article.ToJsonValidators(representation) with
        {
            Bytes = (representation ?? new(null, "blocks")).Render(article.Document!),
            Language = article.Language,
        };

    /// <summary>Without bytes: enough to say that a copy is current.</summary>
    public static JsonBytesResult<ArticleDocument> ToJsonValidators(
        this StoredArticle article,
        Representation? representation
    ) => new(default) { ETag = FormatETag(article, representation?.Tag), LastModified = article.UpdatedAt };

    public static BytesResult ToJsonLd(this StoredArticle article, HttpRequest request)
    {
        var document = ArticleJson.Deserialize(article.Document);

        return article.ToJsonLdValidators() with
        {
            Bytes = JsonLd.Write(document, document.Url ?? request.BaseUrl() + Links.Article(document.Slug)),
            Language = article.Language,
        };
    }

    /// <summary>Without bytes: enough to say that a copy is current.</summary>
    public static BytesResult ToJsonLdValidators(this StoredArticle article) =>
        new(default, JsonLd.MediaType) { ETag = FormatETag(article, JsonLdTag), LastModified = article.UpdatedAt };

    /// <summary>
    /// To the slug it has now. An article may go back to a slug that it had: a redirect is kept no longer than the
    /// article itself.
    /// </summary>
    public static RedirectBytesResult ToRedirect(this StoredArticle article, HttpRequest request) =>
        new(CanonicalAddress.With(request, "id", article.Slug!), Preconditions.FormatETag(article.Version, "moved"));

    /// <summary>Whether an id or slug is what the article answers to without a redirect.</summary>
    public static bool IsCanonicalName(this StoredArticle article, string idOrSlug) =>
        article.Slug == RequestText.Normalize(idOrSlug, out _) || Guid.TryParse(idOrSlug, out _);

    // The renderer's first form needs no suffix. A head that a later renderer wrote anew has other bytes under the same
    // version, and so has whoever gets it without its text.
    private static string FormatETag(StoredArticle article, string? representation)
    {
        var form = article.IsWithheld ? $"teaser{representation}" : representation;

        return Preconditions.FormatETag(
            article.Version,
            article.Renderer == ArticleJson.RendererVersion << 16 ? form : $"r{article.Renderer:x}{form}"
        );
    }
}
