using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

/// <summary>Replaces or patches a picture; the articles that show it are rendered anew.</summary>
internal static class ReplaceImage
{
    private static readonly string[] SetByService = ["id", "captions", "filePhotoEvidence", "updatedAt"];

    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler pages,
        ArticleLog log,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.IsVisibleAsync(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return ComponentResults.NotFound("image", id);
        if (Preconditions.CheckIfMatch(context.Request, image.Revision) is { } held)
            return held;

        var sent = ComponentResults.MergeOrReplace(
            context,
            body,
            await db.LoadResourceAsync(image, caller, cancellation),
            SetByService
        );
        var input = BodyDeserializer.Deserialize<ImageReplacement>(sent.Object, context.RequestServices);
        if (input.Caption is not null)
            return Problem.InvalidRequest(
                FieldError.Body("/caption", null, "not-allowed", "captions at /v1/images/{id}/captions")
            );

        var facts = input.ToFacts();
        // The print's evidence stays while the flag says what it says.
        facts =
            facts.FilePhoto == image.Facts.FilePhoto
                ? facts with
                {
                    FilePhotoEvidence = image.Facts.FilePhotoEvidence,
                }
                : facts;
        if (!image.Replace(facts, clock.GetUtcNow()))
            return await db.ToResultAsync(context, image, caller, cancellation);

        var committed = await log.CommitAsync(new(caller.Actor, ChangeCause.ImageChanged), cancellation);
        return ComponentResults.ToProblem(committed, context, ProblemTypes.Conflict)
            ?? await db.ToResultAsync(context, image, caller, cancellation, job: committed.JobId);
    }
}
