using System.Text.Json.Nodes;
using ArticleApi.Core.Images;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Http;

/// <summary>Says by which articles something is used, when it therefore cannot be deleted.</summary>
internal static class InUse
{
    private const int MostNamed = 10;

    public static Task<Problem?> UsedBy(this ArticleDb db, IQueryable<ImageUse> uses, CancellationToken cancellation) =>
        db.UsedBy(uses.Select(use => use.ArticleKey), cancellation);

    public static async Task<Problem?> UsedBy(this ArticleDb db, IQueryable<long> articles, CancellationToken cancellation)
    {
        var ids = await db.Articles.Where(article => articles.Contains(article.Key)).OrderBy(article => article.Key).Take(MostNamed).Select(article => article.Id).ToListAsync(cancellation);

        return ids.Count == 0 ? null : new Problem(ProblemTypes.InUse, $"Used by {(ids.Count == MostNamed ? "at least " : "")}{ids.Count} article{(ids.Count == 1 ? "" : "s")}; detach it first.")
        {
            Extensions = new JsonObject { ["usedBy"] = new JsonArray([.. ids.Select(id => (JsonNode)Links.Article(id.ToString()))]) },
        };
    }
}
