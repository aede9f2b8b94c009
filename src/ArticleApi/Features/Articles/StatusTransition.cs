using System.ComponentModel;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>
/// What every step in an article's life shares: find it, hold it to what the caller saw, take the step, commit.
/// </summary>
internal sealed class StatusTransition(ArticleDb db, ArticleReader delivery, ArticleLog log)
{
    /// <param name="step">The domain's step; it may refuse.</param>
    public async Task<IResult> ApplyAsync(
        Guid id,
        HttpContext context,
        Caller caller,
        CommitMetadata change,
        Func<Article, DomainError?> step,
        CancellationToken cancellation
    )
    {
        var (seen, problem) = await delivery.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;
        if (Preconditions.CheckIfMatch(context.Request, seen!.Version, needed: false) is { } held)
            return held;

        var article = await db.Articles.SingleAsync(row => row.Key == seen.Key, cancellation);
        if (step(article) is { } refusal)
            return new Problem(
                ProblemTypes.Conflict,
                refusal.Detail,
                FieldError.Path("id", id.ToString(), refusal.Code, refusal.Detail)
            );

        var committed = await log.CommitAsync(
            change with
            {
                ExpectedVersions = new Dictionary<long, int> { [seen.Key] = seen.Version },
            },
            cancellation
        );
        return await delivery.ToResultAsync(committed, id, context, StatusCodes.Status200OK, cancellation);
    }
}

/// <summary>How an article is published.</summary>
[DisplayName("Publishing")]
public sealed record PublishRequest : IOptionalBody
{
    /// <summary>
    /// When it was first published; left out, what the article says, or now where it says nothing. Until an instant
    /// that is yet to come it is under embargo.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; init; }
}

/// <summary>Why an article is withdrawn.</summary>
[DisplayName("Withdrawal")]
public sealed record WithdrawRequest : IOptionalBody
{
    /// <summary>Told to readers and partners.</summary>
    public string? Reason { get; init; }

    /// <summary>The article that stands in its place.</summary>
    public Guid? ReplacedBy { get; init; }
}
