using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>One article for one caller, or the problem that says why not: the same for every read of an item.</summary>
internal static class ArticleLookup
{
    /// <param name="whole">False where its head is enough: then a live article comes without its document.</param>
    public static async ValueTask<(StoredArticle? Article, Problem? Problem)> FindVisibleAsync(
        this ArticleReader reader,
        Caller caller,
        string idOrSlug,
        CancellationToken cancellation,
        bool whole = true
    )
    {
        var found = await FindAsync();
        var (article, rejection) = await reader.ToVisibleAsync(found, caller, idOrSlug, cancellation);
        return (article, rejection?.ToProblem());

        async ValueTask<StoredArticle?> FindAsync()
        {
            if (Guid.TryParseExact(idOrSlug, "D", out var id))
                return await reader.FindByIdAsync(id, caller.Audiences, whole, cancellation);

            return Slug.TryParse(RequestText.Normalize(idOrSlug, out _), out var slug)
                ? await reader.FindBySlugAsync(slug.ToString(), caller.Audiences, whole, cancellation)
                : null;
        }
    }
}
