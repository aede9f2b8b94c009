using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>One article for one caller, or the problem that says why not: the same for every read of an item.</summary>
internal sealed record ArticleLookup(ArticleReader Reader, Caller Caller)
{
    public static ValueTask<ArticleLookup> BindAsync(HttpContext context) =>
        ValueTask.FromResult(
            new ArticleLookup(context.RequestServices.GetRequiredService<ArticleReader>(), Caller.From(context))
        );

    /// <param name="whole">False where its head is enough: then a live article comes without its document.</param>
    public async ValueTask<(StoredArticle? Article, Problem? Problem)> FindAsync(
        string idOrSlug,
        CancellationToken cancellation,
        bool whole = true
    )
    {
        var found = await FindByIdOrSlugAsync(idOrSlug, whole, cancellation);
        var (article, rejection) = await Reader.ToVisibleAsync(found, Caller, idOrSlug, cancellation);
        return (article, rejection?.ToProblem());
    }

    private async ValueTask<StoredArticle?> FindByIdOrSlugAsync(
        string idOrSlug,
        bool whole,
        CancellationToken cancellation
    )
    {
        if (Guid.TryParseExact(idOrSlug, "D", out var id))
            return await Reader.FindByIdAsync(id, Caller.Audiences, whole, cancellation);

        return Slug.TryParse(RequestText.Normalize(idOrSlug, out _), out var slug)
            ? await Reader.FindBySlugAsync(slug.ToString(), Caller.Audiences, whole, cancellation)
            : null;
    }
}
