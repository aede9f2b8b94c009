using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>
/// A new article, with its pictures and captions in the same request. A headline and a text are enough.
/// </summary>
internal static class CreateArticle
{
    // A derived slug may be taken between the look and the leap; then the next number is tried.
    private const int MaxAttempts = 5;

    public static async Task<IResult> Handle(
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleFactory making,
        ImageUseResolver uses,
        ArticleLog log,
        ArticleReader delivery,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var input = BodyDeserializer.Deserialize<NewArticleInput>(
            ReadOnlyMembers.RemoveFromImages(body.Object, []),
            context.RequestServices
        );
        var publish = input.Status == "published";
        if (publish && !caller.HasScope(Scopes.Publish))
            return new Problem(
                ProblemTypes.Forbidden,
                $"Publishing takes the scope {Scopes.Publish}.",
                FieldError.Body("/status", "published", "not-yours", "draft")
            );

        var draft = input.ToDraft(body.HasMember);
        for (var tries = 1; ; tries++)
        {
            var slug = draft.Slug ?? await making.AllocateSlugAsync(making.DeriveSlug(draft.Headline), cancellation);
            if (draft.Slug is not null && await making.IsSlugTakenAsync(slug, cancellation))
                return WriteResults.ToProblem(new(CommitStatus.DuplicateKey), context)!;

            var article = await making.CreateArticleAsync(
                draft,
                slug,
                await uses.ResolveAsync(input.Images ?? [], caller, body.HasMember, draft.Language, cancellation),
                cancellation
            );
            if (publish && article.Publish(null, clock.GetUtcNow()) is { } refusal)
                return new Problem(
                    ProblemTypes.Conflict,
                    refusal.Detail,
                    FieldError.Body("/status", "published", refusal.Code, refusal.Detail)
                );

            var committed = await log.CommitAsync(
                new(caller.Actor, publish ? ChangeCause.Published : ChangeCause.Created),
                cancellation
            );
            if (committed.Status != CommitStatus.DuplicateKey || draft.Slug is not null || tries == MaxAttempts)
                return await delivery.ToResultAsync(
                    committed,
                    article.Id,
                    context,
                    StatusCodes.Status201Created,
                    cancellation
                );
        }
    }
}
