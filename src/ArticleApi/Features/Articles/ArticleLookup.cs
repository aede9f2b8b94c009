using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage.Tables;

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

    /// <summary>The answer to whoever holds the current copy; it is given from the head alone.</summary>
    /// <returns>Null where nobody asked, or the copy is not current.</returns>
    public async ValueTask<BytesResult?> FindUnchangedAsync(
        string idOrSlug,
        HttpContext context,
        Func<StoredArticle, BytesResult> toValidators
    )
    {
        if (!Preconditions.HasValidators(context.Request))
            return null;

        var (head, _) = await FindAsync(idOrSlug, context.RequestAborted, whole: false);
        if (head is not { State: HeadState.Live } || !head.IsCanonicalName(idOrSlug))
            return null;

        var current = toValidators(head);
        return Preconditions.IsNotModified(context.Request, current.ETag!, current.LastModified) ? current : null;
    }

    private async ValueTask<StoredArticle?> FindByIdOrSlugAsync(
        string idOrSlug,
        bool whole,
        CancellationToken cancellation
    )
    {
        if (Guid.TryParseExact(idOrSlug, "D", out var id))
            return await Reader.FindByIdAsync(id, Caller.Visibility, whole, cancellation);

        return Slug.TryParse(RequestText.Normalize(idOrSlug, out _), out var slug)
            ? await Reader.FindBySlugAsync(slug.ToString(), Caller.Visibility, whole, cancellation)
            : null;
    }
}
