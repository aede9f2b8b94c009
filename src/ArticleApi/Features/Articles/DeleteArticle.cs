using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Deletes an article for good: its rows, its versions' text and its slugs. A tombstone tells everyone who follows.
/// </summary>
internal static class DeleteArticle
{
    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        new("reason", "Told to readers and partners; up to 300 characters.", "Published by mistake"),
    ];

    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ArticleReader delivery,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var reason = reader.GetSingle(Parameters[0]);
        reader.ThrowIfInvalid();
        var (seen, problem) = await delivery.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;
        if (Preconditions.CheckIfMatch(context.Request, seen!.Version) is { } held)
            return held;

        var article = await db.Articles.SingleAsync(row => row.Key == seen.Key, cancellation);
        if (article.IsPublished && !caller.HasScope(Scopes.Publish))
            return new Problem(
                ProblemTypes.Forbidden,
                $"Deleting a published article takes the scope {Scopes.Publish}."
            );

        db.Articles.Remove(article);
        var committed = await log.CommitAsync(
            new(
                caller.Actor,
                ChangeCause.Deleted,
                reason,
                ExpectedVersions: new Dictionary<long, int> { [seen.Key] = seen.Version }
            ),
            cancellation
        );
        return WriteResults.ToProblem(committed, context) ?? Results.NoContent();
    }
}
