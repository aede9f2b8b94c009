using ArticleApi.Http;
using ArticleApi.Intake;
using ArticleApi.Log;
using FluentValidation;

namespace ArticleApi.Features.Articles;

/// <summary>A new article, with its pictures and captions in the same request.</summary>
public sealed record NewArticle : ArticleInput
{
    /// <summary>draft (the default) or published; publishing takes the scope <c>articles:publish</c>.</summary>
    public string? Status { get; init; }
}

internal sealed class NewArticleValidator : ArticleInputValidator<NewArticle>
{
    public NewArticleValidator() =>
        RuleFor(a => a.Status)
            .Must(status => status is null or "draft" or "published")
            .WithErrorCode("not-allowed")
            .WithMessage("draft or published");
}

/// <summary>
/// A new article, with its pictures and captions in the same request. A headline and a text are enough.
/// </summary>
internal static class CreateArticle
{
    // A derived slug may be taken between the look and the leap; then the next number is tried.
    private const int MostTries = 5;

    public static async Task<IResult> Handle(
        JsonBody body,
        HttpContext context,
        Caller caller,
        Making making,
        Uses uses,
        ArticleLog log,
        Delivery delivery,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var input = Bodies.Read<NewArticle>(SentBack.StripImages(body.Object, []), context.RequestServices);
        var publish = input.Status == "published";
        if (publish && !caller.Has(Scopes.Publish))
            return new Problem(
                ProblemTypes.Forbidden,
                $"Publishing takes the scope {Scopes.Publish}.",
                FieldError.Body("/status", "published", "not-yours", "draft")
            );

        var draft = input.Draft(body.Has);
        for (var tries = 1; ; tries++)
        {
            var slug = draft.Slug ?? await making.FreeSlug(making.SlugOf(draft.Headline), cancellation);
            if (draft.Slug is not null && await making.IsTaken(slug, cancellation))
                return Written.Refused(new(Outcome.Duplicate), context)!;

            var article = await making.Article(
                draft,
                slug,
                await uses.Of(input.Images ?? [], caller, body.Has, draft.Language, cancellation),
                cancellation
            );
            if (publish && article.Publish(null, clock.GetUtcNow()) is { } refusal)
                return new Problem(
                    ProblemTypes.Conflict,
                    refusal.Detail,
                    FieldError.Body("/status", "published", refusal.Code, refusal.Detail)
                );

            var committed = await log.Commit(
                new(caller.Actor, publish ? Cause.Published : Cause.Created),
                cancellation
            );
            if (committed.Outcome != Outcome.Duplicate || draft.Slug is not null || tries == MostTries)
                return await delivery.Answer(
                    committed,
                    article.Id,
                    context,
                    StatusCodes.Status201Created,
                    cancellation
                );
        }
    }
}
