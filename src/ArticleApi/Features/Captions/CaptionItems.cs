using System.Text.Json.Nodes;
using ArticleApi.Http;
using ArticleApi.Intake;
using ArticleApi.Log;
using ArticleApi.Storage;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>A new caption and the image it belongs to.</summary>
public sealed record NewCaption
{
    public required Guid ImageId { get; init; }
    public string? Language { get; init; }

    /// <summary>The caption without its credit.</summary>
    public string? Text { get; init; }

    /// <summary>The caption as printed; it goes through the caption reader.</summary>
    public string? Raw { get; init; }

    /// <summary>Where and when the picture was taken; read from <c>raw</c> where it is left out.</summary>
    public DatelineInput? Dateline { get; init; }

    public CaptionInput Caption =>
        new()
        {
            Language = Language,
            Text = Text,
            Raw = Raw,
            Dateline = Dateline,
        };
}

internal sealed class NewCaptionValidator : AbstractValidator<NewCaption>
{
    public NewCaptionValidator() =>
        RuleFor(c => c.Caption).SetValidator(new CaptionInputValidator()).OverridePropertyName("");
}

/// <summary>A page of captions under any filters. Without a key, only those that a published article uses.</summary>
internal static class ListCaptions
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
            CaptionLists.Shape,
            ComponentKind.Caption,
            ids =>
                db.Captions.Where(row => ids.Contains(row.Id))
                    .ToDictionaryAsync(row => row.Id, row => row.Key, cancellation),
            keys =>
                db.Captions.AsNoTracking()
                    .Whole()
                    .Where(row => keys.Contains(row.Key))
                    .ToDictionaryAsync(row => row.Key, CaptionResource.Of, cancellation),
            cancellation
        );
}

/// <summary>All captions of one image that the caller may see.</summary>
internal static class ListImageCaptions
{
    public static async Task<IResult> Handle(
        Guid id,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.Sees(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return Items.NotFound("image", id);

        var captions = await db.CaptionsSeenBy(caller)
            .AsNoTracking()
            .Whole()
            .Where(row => row.ImageKey == image.Key)
            .OrderBy(row => row.Key)
            .ToListAsync(cancellation);
        return Answers.Of(new CaptionList(captions.ConvertAll(CaptionResource.Of)));
    }
}

/// <summary>A caption by id. Without a key, only one that a published article uses.</summary>
internal static class GetCaption
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
        var caption = await db.Captions.AsNoTracking().Whole().FirstOrDefaultAsync(row => row.Id == id, cancellation);

        return !await pages.Sees(caller, ComponentKind.Caption, caption?.Key, cancellation) || caption is null
            ? Items.NotFound("caption", id)
            : Items.Answer(context, CaptionResource.Of(caption), caption.Revision, caption.UpdatedAt);
    }
}

/// <summary>A new caption of a picture. What was printed is enough: the credit and dateline are read from it.</summary>
internal static class CreateCaption
{
    public static Task<IResult> Handle(
        JsonBody body,
        HttpContext context,
        Caller caller,
        Captioning captioning,
        CancellationToken cancellation
    )
    {
        var input = Bodies.Read<NewCaption>(body.Object, context.RequestServices);

        return captioning.Create(
            input.ImageId,
            input.Caption,
            body,
            Problem.Invalid(
                FieldError.Body("/imageId", input.ImageId.ToString(), "does-not-exist", "an image that exists")
            ),
            context,
            caller,
            cancellation
        );
    }

    /// <summary>
    /// A new caption of this picture. What was printed is enough: the credit and dateline are read from it.
    /// </summary>
    public static Task<IResult> OfImage(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        Captioning captioning,
        CancellationToken cancellation
    )
    {
        var input = Bodies.Read<CaptionInput>(body.Object, context.RequestServices);

        return captioning.Create(id, input, body, Items.NotFound("image", id), context, caller, cancellation);
    }
}

/// <summary>Replaces or patches a caption; the articles that show it are rendered anew.</summary>
internal static class ReplaceCaption
{
    private static readonly string[] SetByService = ["id", "imageId", "updatedAt"];

    // What the reader derives from raw is read again where only raw changed.
    private static readonly string[] Derived = ["text", "dateline"];

    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentPages pages,
        Making making,
        ArticleLog log,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var caption = await db.Captions.Whole().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.Sees(caller, ComponentKind.Caption, caption?.Key, cancellation) || caption is null)
            return Items.NotFound("caption", id);
        if (Conditional.Hold(context.Request, caption.Revision) is { } held)
            return held;

        var current = CaptionResource.Of(caption);
        var sent = Items.Replacement(context, body, current, SetByService);
        Reread(
            sent.Object,
            System.Text.Json.JsonSerializer.SerializeToNode(current, Core.Articles.ArticleJson.Options)!.AsObject()
        );
        var draft = Bodies.Read<CaptionInput>(sent.Object, context.RequestServices).Draft(sent.Has("dateline"));
        if (!caption.Replace(draft, await making.Dateline(draft.Dateline, cancellation), clock.GetUtcNow()))
            return Items.Answer(context, CaptionResource.Of(caption), caption.Revision, caption.UpdatedAt);

        var committed = await log.Commit(new(caller.Actor, Cause.CaptionChanged), cancellation);
        return Items.Refused(committed, context, ProblemTypes.Conflict)
            ?? Items.Answer(
                context,
                CaptionResource.Of(caption),
                caption.Revision,
                caption.UpdatedAt,
                job: committed.Job
            );
    }

    private static void Reread(JsonObject sent, JsonObject current)
    {
        if (sent["dateline"] is JsonObject dateline && JsonNode.DeepEquals(dateline["id"], current["dateline"]?["id"]))
            dateline.Remove("id");
        if (sent["raw"] is null || JsonNode.DeepEquals(sent["raw"], current["raw"]))
            return;

        (current["dateline"] as JsonObject)?.Remove("id");
        foreach (var name in Derived.Where(name => JsonNode.DeepEquals(sent[name], current[name])))
            sent.Remove(name);
    }
}

/// <summary>Deletes a caption that no article shows.</summary>
internal static class DeleteCaption
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
        var caption = await db.Captions.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.Sees(caller, ComponentKind.Caption, caption?.Key, cancellation) || caption is null)
            return Items.NotFound("caption", id);
        if (Conditional.Hold(context.Request, caption.Revision) is { } held)
            return held;
        if (await db.UsedBy(caller, db.ImageUses.Where(use => use.CaptionKey == caption.Key), cancellation) is { } used)
            return used;

        db.Captions.Remove(caption);
        var committed = await log.Commit(new(caller.Actor, Cause.Deleted), cancellation);
        return Items.Refused(committed, context, ProblemTypes.Conflict) ?? Results.NoContent();
    }
}

/// <summary>Makes a caption for an image, whichever address it was sent to.</summary>
internal sealed class Captioning(ArticleDb db, ComponentPages pages, Making making, ArticleLog log)
{
    public async Task<IResult> Create(
        Guid imageId,
        CaptionInput input,
        JsonBody body,
        Problem noImage,
        HttpContext context,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == imageId, cancellation);
        if (!await pages.Sees(caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return noImage;
        if (input.Id is { } id)
            return Problem.Invalid(FieldError.Body("/id", id.ToString(), "read-only", "left out: the service sets it"));

        var caption = await making.Caption(input.Draft(body.Has("dateline")), image, cancellation);
        await log.Commit(new(caller.Actor, Cause.Created), cancellation);
        return Items.Answer(
            context,
            CaptionResource.Of(caption),
            caption.Revision,
            caption.UpdatedAt,
            StatusCodes.Status201Created,
            context.Request.PathBase + Links.Caption(caption.Id)
        );
    }
}
