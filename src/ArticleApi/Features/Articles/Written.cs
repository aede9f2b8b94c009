using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>What a write answers: the article as the log now has it, or why nothing was written.</summary>
internal static class Written
{
    public static async Task<IResult> Answer(
        this Delivery delivery,
        Committed committed,
        Guid id,
        HttpContext context,
        int status,
        CancellationToken cancellation
    )
    {
        if (Refused(committed, context) is { } problem)
            return problem;
        if (committed.Outcome == Outcome.Rehearsed)
            return Results.StatusCode(status);

        // Whoever wrote it is told what was written, also where they could not read it.
        var article = (await delivery.ById(id, Enum.GetValues<Audience>(), whole: true, cancellation))!;
        var answer = GetArticle.Answer(
            article.Document is null ? await delivery.FromRows(article, cancellation) : article
        );
        return answer with
        {
            Status = status,
            Location =
                status == StatusCodes.Status201Created ? context.Request.PathBase + Links.Article(id.ToString()) : null,
        };
    }

    public static Problem? Refused(Committed committed, HttpContext context) =>
        committed.Outcome switch
        {
            Outcome.Stale => Conditional.Stale(null, context.Request.Headers.IfMatch),
            Outcome.Duplicate => new(
                ProblemTypes.DuplicateSlug,
                "Another article has, or had, this slug.",
                FieldError.Body("/slug", null, "taken", "a slug that no article has ever had")
            ),
            Outcome.InUse => new(ProblemTypes.InUse, "Something else uses it."),
            _ => null,
        };
}
