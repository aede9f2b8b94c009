using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>What a write answers: the article as the log now has it, or why nothing was written.</summary>
internal static class WriteResults
{
    public static async Task<IResult> ToResultAsync(
        this ArticleReader delivery,
        CommitResult committed,
        Guid id,
        HttpContext context,
        int status,
        CancellationToken cancellation
    )
    {
        if (ToProblem(committed, context) is { } problem)
            return problem;
        if (committed.Status == CommitStatus.DryRun)
            return Results.StatusCode(status);

        // Whoever wrote it is told what was written, also where they could not read it.
        var article = (await delivery.FindByIdAsync(id, Enum.GetValues<Audience>(), whole: true, cancellation))!;
        var answer = GetArticle.ToResult(
            article.Document is null ? await delivery.RenderWithdrawnAsync(article, cancellation) : article
        );
        return answer with
        {
            StatusCode = status,
            Location =
                status == StatusCodes.Status201Created ? context.Request.PathBase + Links.Article(id.ToString()) : null,
        };
    }

    public static Problem? ToProblem(CommitResult committed, HttpContext context) =>
        committed.Status switch
        {
            CommitStatus.VersionConflict => Preconditions.VersionConflict(null, context.Request.Headers.IfMatch),
            CommitStatus.DuplicateKey => new(
                ProblemTypes.DuplicateSlug,
                "Another article has, or had, this slug.",
                FieldError.Body("/slug", null, "taken", "a slug that no article has ever had")
            ),
            CommitStatus.StillReferenced => new(ProblemTypes.InUse, "Something else uses it."),
            _ => null,
        };
}
