using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Jobs;

/// <summary>How far a job is: many articles are rendered anew, or withdrawn.</summary>
internal static class GetJob
{
    public static async Task<Results<JsonBytesResult<JobResource>, Problem>> Handle(
        Guid id,
        Caller caller,
        ArticleDb db,
        CancellationToken cancellation
    )
    {
        var job = await db.Jobs.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (job is null)
            return new Problem(
                ProblemTypes.NotFound,
                "No job has this id.",
                FieldError.Path("id", id.ToString(), "does-not-exist", "the id that a write answered with")
            );

        return JsonResults.Create(JobResource.From(job, caller));
    }
}
