using ArticleApi.Auth;
using ArticleApi.Core.Rejections;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>Says by which articles something is used, when it therefore cannot be deleted.</summary>
internal static class ComponentUses
{
    private const int MaxListed = 10;

    /// <param name="id">What is to be deleted.</param>
    /// <param name="articles">The keys of the articles that use it.</param>
    /// <returns>Null where none does.</returns>
    public static async Task<Rejection?> FindUseAsync(
        this ArticleDb db,
        Caller caller,
        Guid id,
        IQueryable<long> articles,
        CancellationToken cancellation
    )
    {
        if (!await articles.AnyAsync(cancellation))
            return null;

        var ids = await db
            .Heads.Where(head =>
                articles.Contains(head.ArticleKey)
                && (head.State != HeadState.Live || caller.Audiences.Contains(head.Audience))
            )
            .OrderBy(head => head.ArticleKey)
            .Take(MaxListed)
            .Select(head => head.ArticleId)
            .ToListAsync(cancellation);
        if (ids.Count == 0)
            return CommitRejections.InUse(id, "An article that is not yours to see uses it.");

        var count =
            (ids.Count == MaxListed ? "at least " : "") + (ids.Count == 1 ? "1 article" : $"{ids.Count} articles");
        return CommitRejections.InUse(id, $"Used by {count}; detach it first.") with { UsedByArticles = ids };
    }
}
