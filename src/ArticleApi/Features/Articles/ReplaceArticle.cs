using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Intake;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

internal sealed class ArticleInputValidator : ArticleInputValidator<ArticleInput>;

/// <summary>
/// Replaces an article (PUT), or merges a patch into it and replaces it with the result (PATCH, RFC 7396).
/// </summary>
internal static class ReplaceArticle
{
    /// <summary>
    /// Replaces an article. What GET gave may be edited and sent back: members that the service sets are ignored
    /// unchanged, and refused changed.
    /// </summary>
    public static Task<IResult> Put(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        Replacing replacing,
        CancellationToken cancellation
    ) => replacing.Handle(id, _ => body.Object, context, caller, cancellation);

    /// <summary>Merges a patch into an article (RFC 7396) and replaces it with the result.</summary>
    public static Task<IResult> Patch(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        Replacing replacing,
        CancellationToken cancellation
    ) => replacing.Handle(id, current => MergePatch.Apply(current, body.Object), context, caller, cancellation);
}

/// <summary>What PUT and PATCH share, from the precondition to the answer.</summary>
internal sealed class Replacing(
    ArticleDb db,
    Delivery delivery,
    Making making,
    Uses uses,
    ArticleLog log,
    TimeProvider clock
)
{
    public async Task<IResult> Handle(
        Guid id,
        Func<JsonObject, JsonObject> change,
        HttpContext context,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var (seen, problem) = await delivery.For(caller, id, cancellation);
        if (problem is not null)
            return problem;
        if (Conditional.Hold(context.Request, seen!.Version) is { } held)
            return held;

        var current = JsonNode.Parse(seen.Document)!.AsObject();
        var json = SentBack.Strip(change(current.DeepClone().AsObject()), current);
        var input = Bodies.Read<ArticleInput>(json, context.RequestServices);
        var given = new JsonBody(json);
        var draft = input.Draft(given.Has);

        var article = await db
            .Articles.Include(row => row.Dateline)
            .Include(row => row.Images)
                .ThenInclude(use => use.Image)
            .Include(row => row.Images)
                .ThenInclude(use => use.Caption)
            .SingleAsync(row => row.Key == seen.Key, cancellation);
        var now = clock.GetUtcNow();
        if (!caller.Has(Scopes.Publish) && article.MoverOf(draft, now) is { } mover)
            return new Problem(
                ProblemTypes.Forbidden,
                $"Moving when readers have a published article takes the scope {Scopes.Publish}.",
                FieldError.Body(JsonPointer.Member("", mover), null, "not-yours", mover + " as it is")
            );

        var slug = draft.Slug ?? article.Slug;
        if (slug != article.Slug && await SlugProblem(slug, article, context, cancellation) is { } taken)
            return taken;

        article.Replace(draft, slug, await making.Dateline(draft.Dateline, cancellation), now);
        article.Show(await uses.Of(input.Images ?? [], caller, given.Has, draft.Language, cancellation));
        var committed = await log.Commit(
            new(caller.Actor, Cause.Edited, Expected: new Dictionary<long, int> { [seen.Key] = seen.Version }),
            cancellation
        );
        return await delivery.Answer(committed, id, context, StatusCodes.Status200OK, cancellation);
    }

    // An article may go back to a slug it had; nobody else's may be taken, present or past.
    private async Task<Problem?> SlugProblem(
        Slug slug,
        Article article,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var text = slug.ToString();
        if (await db.Slugs.AnyAsync(row => row.Slug == text && row.ArticleId == article.Id, cancellation))
            return null;
        if (await making.IsTaken(slug, cancellation))
            return Written.Refused(new(Outcome.Duplicate), context);

        db.Slugs.Add(new SlugRow { Slug = text, ArticleId = article.Id });
        return null;
    }
}
