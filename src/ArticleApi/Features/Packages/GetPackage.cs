using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Packages;

/// <summary>What is in a package, and whether it is ready.</summary>
internal static class GetPackage
{
    public static async Task<Results<JsonBytesResult<PackageResource>, Problem>> Handle(
        Guid id,
        ArticleDb db,
        CancellationToken cancellation
    )
    {
        var package = await db
            .Packages.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == id && row.DeletedAt == null, cancellation);

        return package is null ? Missing(id) : JsonResults.Create(PackageResource.From(package));
    }

    public static Problem Missing(Guid id) =>
        new(
            ProblemTypes.NotFound,
            "No package has this id.",
            FieldError.Path(
                "id",
                id.ToString(),
                "does-not-exist",
                "the id of a package, as the list of packages has it"
            )
        );
}
