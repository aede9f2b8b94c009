using System.Text.Json.Nodes;
using ArticleApi.Core.Images;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Http;

/// <summary>Says by which articles something is used, when it therefore cannot be deleted.</summary>
internal static class InUse
{
    private const int MostNamed = 10;

    public static Task<Problem?> UsedBy(
        this ArticleDb db,
        Caller caller,
        IQueryable<ImageUse> uses,
        CancellationToken cancellation
    ) => db.UsedBy(caller, uses.Select(use => use.ArticleKey), cancellation);

    public static async Task<Problem?> UsedBy(
        this ArticleDb db,
        Caller caller,
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
            .Take(MostNamed)
            .Select(head => head.ArticleId)
            .ToListAsync(cancellation);

        if (ids.Count == 0)
            return new Problem(ProblemTypes.InUse, "An article that is not yours to see uses it.");

        return new Problem(
            ProblemTypes.InUse,
            $"Used by {(ids.Count == MostNamed ? "at least " : "")}{ids.Count} article{(ids.Count == 1 ? "" : "s")}; detach it first."
        )
        {
            Extensions = new JsonObject
            {
                ["usedBy"] = new JsonArray([.. ids.Select(id => (JsonNode)Links.Article(id.ToString()))]),
            },
        };
    }
}
