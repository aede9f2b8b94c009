using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;
using ArticleApi.Log;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Editing;

/// <summary>What a caller gets of an article that was looked up: the article, or why they do not have it.</summary>
internal static class VisibleArticles
{
    public static async ValueTask<(StoredArticle? Article, Rejection? Rejection)> FindVisibleAsync(
        this ArticleReader reader,
        Caller caller,
        Guid id,
        CancellationToken cancellation
    ) =>
        await reader.ToVisibleAsync(
            await reader.FindByIdAsync(id, caller.Visibility, whole: true, cancellation),
            caller,
            id.ToString("D"),
            cancellation
        );

    /// <param name="name">The id or slug that was looked up.</param>
    public static async ValueTask<(StoredArticle? Article, Rejection? Rejection)> ToVisibleAsync(
        this ArticleReader reader,
        StoredArticle? found,
        Caller caller,
        string name,
        CancellationToken cancellation
    )
    {
        if (found is null)
            return (null, NotFound(name));
        if (found.State == HeadState.Expired)
            return (null, new(RejectionReason.Expired, "The article has expired.") { Since = found.ExpiredAt!.Value });
        if (found.State == HeadState.Withdrawn && caller.CanSee(Audience.Staff))
            found = await reader.RenderWithdrawnAsync(found, cancellation);
        if (found.State == HeadState.Live || found.Document is not null)
            return (found, null);

        // What stands in its place is named to those who may see it.
        var replacement = found.ReplacedBy is { } other
            ? await reader.FindByIdAsync(other, caller.Visibility, whole: false, cancellation)
            : null;
        return (null, Gone(found, replacement is { State: HeadState.Live } ? replacement.Id : null));
    }

    /// <param name="id">The article that is withdrawn; null where there are many.</param>
    /// <returns>Why nothing of the kind can stand in its place; null where it can, or nothing is to.</returns>
    public static async Task<Rejection?> CheckReplacementAsync(
        this ArticleReader reader,
        Withdrawal withdrawal,
        Guid? id,
        Caller caller,
        CancellationToken cancellation
    )
    {
        if (withdrawal.ReplacedBy is not { } other)
            return null;
        if (other != id && (await reader.FindVisibleAsync(caller, other, cancellation)).Article is not null)
            return null;

        return Rejection.Invalid(
            InputError.Member("/replacedBy", other.ToString(), "does-not-exist", "another article that you can see")
        );
    }

    private static Rejection NotFound(string name) =>
        new(
            RejectionReason.NotFound,
            Guid.TryParse(name, out _)
                ? "No article has this id, or it is not yours to see."
                : "No article has, or had, this slug, or it is not yours to see.",
            InputError.Address("id", name, "does-not-exist", "the id or a slug of an article")
        );

    private static Rejection Gone(StoredArticle gone, Guid? replacedBy) =>
        new(
            RejectionReason.Gone,
            gone.State == HeadState.Withdrawn ? "The article was withdrawn." : "The article was deleted."
        )
        {
            Since = gone.UpdatedAt,
            EndReason = gone.Reason,
            ReplacedBy = replacedBy,
        };
}
