using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Packages;

/// <summary>Deletes a package that no key names any more.</summary>
internal static class DeletePackage
{
    public static async Task<Results<NoContentResult, Problem>> Handle(
        Guid id,
        ArticleDb db,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var package = await db.Packages.FirstOrDefaultAsync(row => row.Id == id && row.DeletedAt == null, cancellation);
        if (package is null)
            return GetPackage.Missing(id);

        var keys = await db
            .ApiKeys.Where(key => key.PackageId == id && key.RevokedAt == null)
            .OrderBy(key => key.CreatedAt)
            .Select(key => key.Name)
            .Take(3)
            .ToListAsync(cancellation);
        if (keys.Count > 0)
            return new Problem(
                ProblemTypes.InUse,
                $"Keys name it, such as {string.Join(", ", keys)}. Revoke them first.",
                FieldError.Path("id", id.ToString(), "in-use", "a package that no key names which is not revoked")
            );

        await log.RemovePackageAsync(package, cancellation);
        return NoContentResult.Instance;
    }
}
