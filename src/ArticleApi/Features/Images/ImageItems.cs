using ArticleApi.Core.Images;
using ArticleApi.Http;
using ArticleApi.Intake;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

internal sealed class ImageInputValidator : ImageInputValidator<ImageInput>;

/// <summary>A picture as it is replaced: its captions are changed at their own addresses.</summary>
public sealed record ImageReplacement : ImageInput;

internal sealed class ImageReplacementValidator : ImageInputValidator<ImageReplacement>;

/// <summary>A page of images under any filters. Without a key, only those that a published article uses.</summary>
internal static class ListImages
{
    public static Task<IResult> Handle(
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        CancellationToken cancellation
    ) =>
        pages.Answer(
            context,
            caller,
            ImageLists.Shape,
            ComponentKind.Image,
            ids =>
                db.Images.Where(row => ids.Contains(row.Id))
                    .ToDictionaryAsync(row => row.Id, row => row.Key, cancellation),
            async keys =>
            {
                var counts = await db.CaptionsSeenBy(caller)
                    .Where(row => keys.Contains(row.ImageKey))
                    .GroupBy(row => row.ImageKey)
                    .Select(group => new { group.Key, Count = group.Count() })
                    .ToDictionaryAsync(row => row.Key, row => row.Count, cancellation);
                return await db
                    .Images.AsNoTracking()
                    .Where(row => keys.Contains(row.Key))
                    .ToDictionaryAsync(
                        row => row.Key,
                        row => ImageResource.Of(row, counts.GetValueOrDefault(row.Key)),
                        cancellation
                    );
            },
            cancellation
        );
}

/// <summary>An image by id. Without a key, only one that a published article uses.</summary>
internal static class GetImage
{
    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return !await pages.Sees(caller, ComponentKind.Image, image?.Key, cancellation) || image is null
            ? Items.NotFound("image", id)
            : await db.AnswerAsync(context, image, caller, cancellation);
    }

    public static async Task<IResult> AnswerAsync(
        this ArticleDb db,
        HttpContext context,
        Image image,
        Caller caller,
        CancellationToken cancellation,
        int status = StatusCodes.Status200OK,
        string? location = null,
        long? job = null
    )
    {
        var resource = await db.Resource(image, caller, cancellation);

        return Items.Answer(
            context,
            resource,
            image.Revision,
            image.UpdatedAt,
            status,
            location,
            job,
            resource.Captions
        );
    }

    public static async Task<ImageResource> Resource(
        this ArticleDb db,
        Image image,
        Caller caller,
        CancellationToken cancellation
    ) =>
        ImageResource.Of(
            image,
            await db.CaptionsSeenBy(caller).CountAsync(row => row.ImageKey == image.Key, cancellation)
        );
}

/// <summary>A new picture, with a caption where one is sent. Nobody sees it until an article shows it.</summary>
internal static class CreateImage
{
    public static async Task<IResult> Handle(
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        Making making,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var input = Bodies.Read<ImageInput>(body.Object, context.RequestServices);
        if (input.Caption?.Id is { } other)
            return Problem.Invalid(
                FieldError.Body(
                    "/caption/id",
                    other.ToString(),
                    "not-allowed",
                    "a new caption: another image's cannot be taken"
                )
            );

        var image = making.Image(input.Facts());
        if (input.Caption is { } caption)
            await making.Caption(caption.Draft(body.Has("caption/dateline")), image, cancellation);
        await log.Commit(new(caller.Actor, Cause.Created), cancellation);
        return await db.AnswerAsync(
            context,
            image,
            caller,
            cancellation,
            StatusCodes.Status201Created,
            context.Request.PathBase + Links.Image(image.Id)
        );
    }
}

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
        ComponentPages pages,
        ArticleLog log,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.Sees(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return Items.NotFound("image", id);
        if (Conditional.Hold(context.Request, image.Revision) is { } held)
            return held;

        var sent = Items.Replacement(context, body, await db.Resource(image, caller, cancellation), SetByService);
        var input = Bodies.Read<ImageReplacement>(sent.Object, context.RequestServices);
        if (input.Caption is not null)
            return Problem.Invalid(
                FieldError.Body("/caption", null, "not-allowed", "captions at /v1/images/{id}/captions")
            );

        var facts = input.Facts();
        // The print's evidence stays while the flag says what it says.
        facts =
            facts.FilePhoto == image.Facts.FilePhoto
                ? facts with
                {
                    FilePhotoEvidence = image.Facts.FilePhotoEvidence,
                }
                : facts;
        if (!image.Replace(facts, clock.GetUtcNow()))
            return await db.AnswerAsync(context, image, caller, cancellation);

        var committed = await log.Commit(new(caller.Actor, Cause.ImageChanged), cancellation);
        return Items.Refused(committed, context, ProblemTypes.Conflict)
            ?? await db.AnswerAsync(context, image, caller, cancellation, job: committed.Job);
    }
}

/// <summary>Deletes a picture that no article shows, with its captions.</summary>
internal static class DeleteImage
{
    public static async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        ArticleLog log,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.Sees(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return Items.NotFound("image", id);
        if (Conditional.Hold(context.Request, image.Revision) is { } held)
            return held;
        if (await db.UsedBy(caller, db.ImageUses.Where(use => use.ImageKey == image.Key), cancellation) is { } used)
            return used;

        db.Captions.RemoveRange(await db.Captions.Where(row => row.ImageKey == image.Key).ToListAsync(cancellation));
        db.Images.Remove(image);
        var committed = await log.Commit(new(caller.Actor, Cause.Deleted), cancellation);
        return Items.Refused(committed, context, ProblemTypes.Conflict) ?? Results.NoContent();
    }
}
