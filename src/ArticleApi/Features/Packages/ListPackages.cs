using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Packages;

public sealed record PackageList(IReadOnlyList<PackageResource> Data, PageInfo Page);

/// <summary>The packages, newest first.</summary>
internal static class ListPackages
{
    private const string Name = "packages";

    public static async Task<JsonBytesResult<PackageList>> Handle(HttpContext context, ArticleDb db, CursorSeal seal)
    {
        var reader = new QueryStringReader(context.Request.Query);
        var limit = ListDefinition.ReadLimit(reader);
        var before = PageCursor.Read(reader, Name, seal)?.Key ?? long.MaxValue;
        reader.ThrowIfInvalid();

        var rows = await db
            .Packages.AsNoTracking()
            .Where(row => row.Number < before && row.DeletedAt == null)
            .OrderByDescending(row => row.Number)
            .Take(limit + 1)
            .ToListAsync(context.RequestAborted);
        var next = rows.Count > limit ? new PageCursor(0, rows[limit - 1].Number).ToToken(Name, seal) : null;
        var packages = rows.Take(limit).Select(PackageResource.From).ToList();
        return JsonResults.Create(new PackageList(packages, new(limit, next, next is not null))) with
        {
            Links = Links.ToNextPage(context.Request, next),
        };
    }
}
