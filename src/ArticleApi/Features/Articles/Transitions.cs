using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Intake;
using ArticleApi.Log;
using ArticleApi.Storage;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>
/// What every step in an article's life shares: find it, hold it to what the caller saw, take the step, commit.
/// </summary>
internal sealed class Transition(ArticleDb db, Delivery delivery, ArticleLog log)
{
    /// <param name="step">The domain's step; it may refuse.</param>
    public async Task<IResult> Take(
        Guid id,
        HttpContext context,
        Caller caller,
        Change change,
        Func<Article, Refusal?> step,
        CancellationToken cancellation
    )
    {
        var (seen, problem) = await delivery.For(caller, id, cancellation);
        if (problem is not null)
            return problem;
        if (Conditional.Hold(context.Request, seen!.Version, needed: false) is { } held)
            return held;

        var article = await db.Articles.SingleAsync(row => row.Key == seen.Key, cancellation);
        if (step(article) is { } refusal)
            return new Problem(
                ProblemTypes.Conflict,
                refusal.Detail,
                FieldError.Path("id", id.ToString(), refusal.Code, refusal.Detail)
            );

        var committed = await log.Commit(
            change with
            {
                Expected = new Dictionary<long, int> { [seen.Key] = seen.Version },
            },
            cancellation
        );
        return await delivery.Answer(committed, id, context, StatusCodes.Status200OK, cancellation);
    }
}

/// <summary>How an article is published.</summary>
public sealed record Publishing : IMayBeEmpty
{
    /// <summary>
    /// When it was first published; left out, what the article says, or now where it says nothing. Until an instant
    /// that is yet to come it is under embargo.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; init; }
}

internal sealed class PublishingValidator : AbstractValidator<Publishing>
{
    public PublishingValidator() => RuleFor(p => p.PublishedAt).IsInstant();
}

/// <summary>
/// Lets readers see an article, at an instant that is yet to come only then. A withdrawn one comes back.
/// </summary>
internal static class PublishArticle
{
    public static Task<IResult> Handle(
        Guid id,
        Body<Publishing> body,
        HttpContext context,
        Caller caller,
        Transition transition,
        TimeProvider clock,
        CancellationToken cancellation
    ) =>
        transition.Take(
            id,
            context,
            caller,
            new(caller.Actor, Cause.Published),
            article => article.Publish(body.Value.PublishedAt, clock.GetUtcNow()),
            cancellation
        );
}

/// <summary>Why an article is withdrawn.</summary>
public sealed record Withdrawal : IMayBeEmpty
{
    /// <summary>Told to readers and partners.</summary>
    public string? Reason { get; init; }

    /// <summary>The article that stands in its place.</summary>
    public Guid? ReplacedBy { get; init; }
}

internal sealed class WithdrawalValidator : AbstractValidator<Withdrawal>
{
    public WithdrawalValidator() => RuleFor(w => w.Reason).IsText(Article.MaxReasonLength);
}

/// <summary>Takes an article from readers; its text leaves the log, and everyone who follows is told.</summary>
internal static class WithdrawArticle
{
    public static async Task<IResult> Handle(
        Guid id,
        Body<Withdrawal> body,
        HttpContext context,
        Caller caller,
        Transition transition,
        Delivery delivery,
        CancellationToken cancellation
    )
    {
        if (
            body.Value.ReplacedBy is { } other
            && (other == id || (await delivery.For(caller, other, cancellation)).Article is null)
        )
            return Problem.Invalid(
                FieldError.Body("/replacedBy", other.ToString(), "does-not-exist", "another article that you can see")
            );

        return await transition.Take(
            id,
            context,
            caller,
            new(caller.Actor, Cause.Withdrawn, body.Value.Reason, body.Value.ReplacedBy),
            article => article.Withdraw(),
            cancellation
        );
    }
}
