using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>What can be done with a picture, whoever shows it.</summary>
internal sealed class ImageEditor(ArticleDb db, ComponentWriter writer, TrackedRows rows, TimeProvider clock)
{
    public async Task<WriteResult<Image>> CreateAsync(
        Submission<ImageInput> sent,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        if (sent.Input.Caption?.Id is { } other)
            return Rejection.Invalid(
                InputError.Member(
                    "/caption/id",
                    other.ToString(),
                    "not-allowed",
                    "a new caption: another image's cannot be taken"
                )
            );

        var image = rows.AddImage(sent.Input.ToFacts());
        if (sent.Input.Caption is { } caption)
            await rows.AddCaptionAsync(caption.ToDraft(sent.Has("caption/dateline")), image, cancellation);
        return await writer.CommitAsync(image, ChangeCause.Created, CommitRejections.Conflict, write, cancellation);
    }

    /// <param name="read">What was sent, once the image that it changes is known.</param>
    public Task<WriteResult<Image>> ReplaceAsync(
        Guid id,
        Func<Image, Task<Submission<ImageReplacement>>> read,
        WriteContext write,
        CancellationToken cancellation
    ) => WriteRetry.RunAsync(write, () => TryReplaceAsync(id, read, write, cancellation));

    private async Task<WriteResult<Image>> TryReplaceAsync(
        Guid id,
        Func<Image, Task<Submission<ImageReplacement>>> read,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (await writer.CheckAsync(ComponentKind.Image, id, StateOf(image), write, cancellation) is { } rejection)
            return rejection;

        var sent = await read(image!);
        if (sent.Input.Caption is not null)
            return Rejection.Invalid(
                InputError.Member("/caption", null, "not-allowed", "captions at /v1/images/{id}/captions")
            );

        var facts = sent.Input.ToFacts();
        // The print's evidence stays while the flag says what it says.
        if (facts.FilePhoto == image!.Facts.FilePhoto)
            facts = facts with { FilePhotoEvidence = image.Facts.FilePhotoEvidence };
        if (!image.Replace(facts, clock.GetUtcNow()) && !write.IsRecorded)
            return new WriteResult<Image>.Written(image);

        return await writer.CommitAsync(
            image,
            ChangeCause.ImageChanged,
            CommitRejections.Conflict,
            write,
            cancellation
        );
    }

    /// <summary>Deletes a picture that no article shows, with its captions.</summary>
    public Task<WriteResult<Image>> DeleteAsync(Guid id, WriteContext write, CancellationToken cancellation) =>
        WriteRetry.RunAsync(write, () => TryDeleteAsync(id, write, cancellation));

    private async Task<WriteResult<Image>> TryDeleteAsync(Guid id, WriteContext write, CancellationToken cancellation)
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (await writer.CheckAsync(ComponentKind.Image, id, StateOf(image), write, cancellation) is { } rejection)
            return rejection;

        var articles = db.ArticlesUsing(ComponentKind.Image, image!.Key);
        if (await db.FindUseAsync(write.Caller, id, articles, cancellation) is { } used)
            return used;

        db.Captions.RemoveRange(await db.Captions.Where(row => row.ImageKey == image.Key).ToListAsync(cancellation));
        db.Images.Remove(image);
        return await writer.CommitAsync(image, ChangeCause.Deleted, CommitRejections.Conflict, write, cancellation);
    }

    private static (long, int)? StateOf(Image? image) => image is null ? null : (image.Key, image.Revision);
}
