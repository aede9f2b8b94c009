using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage;

/// <summary>
/// The packages that articles are indexed under, as they are under the append lock: whoever writes has taken them, and
/// writes no article without those that were made before.
/// </summary>
internal sealed class PackageCatalog
{
    private volatile Known _known = new(0, []);

    public IReadOnlyList<ArticlePackage> Packages => _known.Packages;

    /// <param name="stamp">As it was read with the lock.</param>
    public async Task TakeAsync(ArticleDb db, long stamp, CancellationToken cancellation)
    {
        if (_known.Stamp == stamp)
            return;

        var rows = await db
            .Packages.AsNoTracking()
            .Where(package => package.DeletedAt == null)
            .OrderBy(package => package.Number)
            .ToListAsync(cancellation);
        _known = new(stamp, rows.ConvertAll(package => PackageTerms.Create(package.Id, package.Definition)));
    }

    private sealed record Known(long Stamp, IReadOnlyList<ArticlePackage> Packages);
}
