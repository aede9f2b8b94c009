using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>What PUT and PATCH share, from the precondition to the answer.</summary>
internal sealed class ArticleReplacer(
    ArticleDb db,
    ArticleReader delivery,
    ArticleFactory making,
    ImageUseResolver uses,
    ArticleLog log,
    TimeProvider clock
)
{
    public async Task<IResult> ReplaceAsync(
        Guid id,
        Func<JsonObject, JsonObject> change,
        HttpContext context,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var (seen, problem) = await delivery.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;
        if (Preconditions.CheckIfMatch(context.Request, seen!.Version) is { } held)
            return held;

        var current = JsonNode.Parse(seen.Document)!.AsObject();
        var json = ReadOnlyMembers.Remove(change(current.DeepClone().AsObject()), current);
        var input = BodyDeserializer.Deserialize<ArticleInput>(json, context.RequestServices);
        var given = new JsonBody(json);
        var draft = input.ToDraft(given.HasMember);

        var article = await db
            .Articles.Include(row => row.Dateline)
            .Include(row => row.Images)
                .ThenInclude(use => use.Image)
            .Include(row => row.Images)
                .ThenInclude(use => use.Caption)
            .SingleAsync(row => row.Key == seen.Key, cancellation);
        var now = clock.GetUtcNow();
        if (!caller.HasScope(Scopes.Publish) && article.FindChangedVisibilityMember(draft, now) is { } mover)
            return new Problem(
                ProblemTypes.Forbidden,
                $"Moving when readers have a published article takes the scope {Scopes.Publish}.",
                FieldError.Body(JsonPointer.AppendMember("", mover), null, "not-yours", mover + " as it is")
            );

        var slug = draft.Slug ?? article.Slug;
        if (slug != article.Slug && await ReserveSlugAsync(slug, article, context, cancellation) is { } taken)
            return taken;

        article.Replace(draft, slug, await making.GetOrCreateDatelineAsync(draft.Dateline, cancellation), now);
        article.SetImages(
            await uses.ResolveAsync(input.Images ?? [], caller, given.HasMember, draft.Language, cancellation)
        );
        var committed = await log.CommitAsync(
            new(
                caller.Actor,
                ChangeCause.Edited,
                ExpectedVersions: new Dictionary<long, int> { [seen.Key] = seen.Version }
            ),
            cancellation
        );
        return await delivery.ToResultAsync(committed, id, context, StatusCodes.Status200OK, cancellation);
    }

    // An article may go back to a slug it had; nobody else's may be taken, present or past.
    private async Task<Problem?> ReserveSlugAsync(
        Slug slug,
        Article article,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var text = slug.ToString();
        if (await db.Slugs.AnyAsync(row => row.Slug == text && row.ArticleId == article.Id, cancellation))
            return null;
        if (await making.IsSlugTakenAsync(slug, cancellation))
            return WriteResults.ToProblem(new(CommitStatus.DuplicateKey), context);

        db.Slugs.Add(new SlugReservation { Slug = text, ArticleId = article.Id });
        return null;
    }
}
