using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Lists;

/// <summary>Says by which articles something is used, when it therefore cannot be deleted.</summary>
internal static class UsageProblems
{
    private const int MaxListed = 10;

    public static Task<Problem?> FindUsageProblemAsync(
        this ArticleDb db,
        Caller caller,
        IQueryable<ImageUse> uses,
        CancellationToken cancellation
    ) => db.FindUsageProblemAsync(caller, uses.Select(use => use.ArticleKey), cancellation);

    public static async Task<Problem?> FindUsageProblemAsync(
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
            .Take(MaxListed)
            .Select(head => head.ArticleId)
            .ToListAsync(cancellation);

        if (ids.Count == 0)
            return new Problem(ProblemTypes.InUse, "An article that is not yours to see uses it.");

        return new Problem(
            ProblemTypes.InUse,
            $"Used by {(ids.Count == MaxListed ? "at least " : "")}{ids.Count} article{(ids.Count == 1 ? "" : "s")}; detach it first."
        )
        {
            Extensions = new JsonObject
            {
                ["usedBy"] = new JsonArray([.. ids.Select(id => (JsonNode)Links.Article(id.ToString()))]),
            },
        };
    }
}
