using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Packages;

/// <summary>
/// Makes a package. Its articles are indexed in the background, and its keys work once that is done. The same package
/// sent again is the same one.
/// </summary>
internal static class CreatePackage
{
    public static async Task<
        Results<JsonBytesResult<PackageResource>, CreatedBytesResult<PackageResource>, Problem>
    > Handle(
        ValidatedBody<NewPackage> body,
        ArticleDb db,
        ArticleLog log,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var definition = PackageResource.ToDefinition(body.Value);
        var package = new Package
        {
            Id = PackageResource.IdOf(body.Value.Name, definition),
            Name = body.Value.Name,
            Definition = definition,
            CreatedAt = clock.GetUtcNow(),
        };
        if (await FindAsync(db, package.Id, cancellation) is { } known)
            return known.DeletedAt is null ? JsonResults.Create(PackageResource.From(known)) : BeingRemoved();
        if (await db.Packages.CountAsync(cancellation) >= Package.MaxCount)
            return new Problem(
                ProblemTypes.Conflict,
                $"There are {Package.MaxCount:N0} packages, and no more can be made. Delete one that no key names."
            );

        try
        {
            await log.AddPackageAsync(package, cancellation);
        }
        catch (DbUpdateException refused) when (refused.IsDuplicateKey())
        {
            // Another request made the same one meanwhile.
            await log.AbandonAsync();
            known = await FindAsync(db, package.Id, cancellation);
            return known is null ? BeingRemoved() : JsonResults.Create(PackageResource.From(known));
        }

        return new CreatedBytesResult<PackageResource>(
            JsonResults.Create(PackageResource.From(package)),
            Links.Package(package.Id)
        );
    }

    private static Task<Package?> FindAsync(ArticleDb db, Guid id, CancellationToken cancellation) =>
        db.Packages.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

    private static Problem BeingRemoved() =>
        new(ProblemTypes.Conflict, "The same package was deleted and is being removed. Send it again when it is gone.");
}
