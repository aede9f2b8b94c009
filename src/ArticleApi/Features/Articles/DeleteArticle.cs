using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Deletes an article for good: its rows, its versions' text and its slugs. A tombstone tells everyone who follows.
/// </summary>
internal static class DeleteArticle
{
    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        new("reason", "Told to readers and partners; up to 300 characters.", "Published by mistake"),
    ];

    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        Delivery delivery,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var reader = new QueryReader(context.Request.Query);
        var reason = reader.One(Parameters[0]);
        reader.ThrowIfWrong();
        var (seen, problem) = await delivery.For(caller, id, cancellation);
        if (problem is not null)
            return problem;
        if (Conditional.Hold(context.Request, seen!.Version) is { } held)
            return held;

        var article = await db.Articles.SingleAsync(row => row.Key == seen.Key, cancellation);
        if (article.IsOpenToReaders && !caller.Has(Scopes.Publish))
            return new Problem(
                ProblemTypes.Forbidden,
                $"Deleting a published article takes the scope {Scopes.Publish}."
            );

        db.Articles.Remove(article);
        var committed = await log.Commit(
            new(caller.Actor, Cause.Deleted, reason, Expected: new Dictionary<long, int> { [seen.Key] = seen.Version }),
            cancellation
        );
        return Written.Refused(committed, context) ?? Results.NoContent();
    }
}
