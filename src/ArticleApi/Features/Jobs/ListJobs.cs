using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Jobs;

public sealed record JobList(IReadOnlyList<JobResource> Data, PageInfo Page);

/// <summary>The jobs, newest first: those under way and those that are done.</summary>
internal static class ListJobs
{
    private const string Name = "jobs";

    public static async Task<JsonBytesResult<JobList>> Handle(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        CursorSeal seal
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var limit = ListDefinition.ReadLimit(reader);
        var before = PageCursor.Read(reader, Name, seal)?.Key ?? long.MaxValue;
        reader.ThrowIfInvalid();

        var rows = await db
            .Jobs.AsNoTracking()
            .Where(row => row.Number < before)
            .OrderByDescending(row => row.Number)
            .Take(limit + 1)
            .ToListAsync(context.RequestAborted);
        var next = rows.Count > limit ? new PageCursor(0, rows[limit - 1].Number).ToToken(Name, seal) : null;
        var jobs = rows.Take(limit).Select(row => JobResource.From(row, caller)).ToList();
        return JsonResults.Create(new JobList(jobs, new(limit, next, next is not null))) with
        {
            Links = Links.ToNextPage(context.Request, next),
        };
    }
}
