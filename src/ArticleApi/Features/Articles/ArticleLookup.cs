using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Articles;

/// <summary>
/// One article for one caller, or what is answered instead: the same for every read of an article, and of what is under
/// it.
/// </summary>
internal sealed record ArticleLookup(ArticleReader Reader, Caller Caller, HttpRequest Request)
{
    public static ValueTask<ArticleLookup> BindAsync(HttpContext context) =>
        ValueTask.FromResult(
            new ArticleLookup(
                context.RequestServices.GetRequiredService<ArticleReader>(),
                Caller.From(context),
                context.Request
            )
        );

    /// <summary>Whoever names it by a slug of before is sent to the one that it has now.</summary>
    /// <param name="whole">False where its head is enough: then a live article comes without its document.</param>
    public async ValueTask<(StoredArticle? Article, InsteadOfArticle? Instead)> FindAsync(
        string idOrSlug,
        CancellationToken cancellation,
        bool whole = true
    )
    {
        var (article, rejection) = await FindVisibleAsync(idOrSlug, whole, cancellation);
        if (rejection is not null)
            return (null, new(rejection.ToProblem()));

        return article!.IsCanonicalName(idOrSlug) ? (article, null) : (null, new(article!.ToRedirect(Request)));
    }

    /// <summary>The id of the article that has, or had, a slug; null where the caller sees none.</summary>
    public async ValueTask<Guid?> FindIdAsync(string slug, CancellationToken cancellation) =>
        (await FindVisibleAsync(slug, whole: false, cancellation)).Article?.Id;

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
        if (head is not { State: HeadState.Live })
            return null;

        var current = toValidators(head);
        return Preconditions.IsNotModified(context.Request, current.ETag!, current.LastModified) ? current : null;
    }

    private async ValueTask<(StoredArticle? Article, Rejection? Rejection)> FindVisibleAsync(
        string idOrSlug,
        bool whole,
        CancellationToken cancellation
    ) =>
        await Reader.ToVisibleAsync(
            await FindByIdOrSlugAsync(idOrSlug, whole, cancellation),
            Caller,
            idOrSlug,
            cancellation
        );

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
