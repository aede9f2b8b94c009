using System.Globalization;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>Holds links between articles to those that are there.</summary>
internal static class LinkedArticles
{
    /// <param name="own">The article that has the links; null where it is new.</param>
    /// <returns>Every link that leads nowhere or to the article itself; null where there is none.</returns>
    public static async Task<Rejection?> CheckLinksAsync(
        this ArticleDb db,
        IReadOnlyList<RelatedLink> links,
        Article? own,
        Caller caller,
        CancellationToken cancellation
    )
    {
        // One that is there already stays, though what it leads to may be gone: what was read can be sent back.
        var ids = links.Except(own?.RelatedLinks ?? []).Select(link => link.ArticleId).OfType<Guid>().ToList();
        if (ids.Count == 0)
            return null;

        var visible = await db
            .Heads.Where(head =>
                ids.Contains(head.ArticleId) && head.State == HeadState.Live && caller.Audiences.Contains(head.Audience)
            )
            .Select(head => head.ArticleId)
            .ToListAsync(cancellation);
        var errors = links
            .Index()
            .Where(each => each.Item.ArticleId is { } id && (id == own?.Id || ids.Except(visible).Contains(id)))
            .Select(each => CreateError(each.Index, each.Item.ArticleId!.Value, own))
            .ToList();
        return errors is [var first, ..] ? new(RejectionReason.Invalid, first.Allowed, errors) : null;
    }

    private static InputError CreateError(int index, Guid id, Article? own)
    {
        var (pointer, value) = (
            string.Create(CultureInfo.InvariantCulture, $"/relatedLinks/{index}/articleId"),
            id.ToString()
        );

        return id == own?.Id
            ? InputError.Member(pointer, value, "own-article", "another article than this one")
            : InputError.Member(pointer, value, "does-not-exist", "an article that you can see");
    }
}
