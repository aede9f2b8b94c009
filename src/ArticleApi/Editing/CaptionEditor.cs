using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>What can be done with a caption of a picture.</summary>
internal sealed class CaptionEditor(
    ArticleDb db,
    ComponentWriter writer,
    TrackedRows rows,
    DatelineInterner datelines,
    TimeProvider clock
)
{
    /// <param name="noImage">What is told where the image is not there, or not to be seen.</param>
    public async Task<WriteResult<Caption>> CreateAsync(
        Guid imageId,
        Submission<CaptionInput> sent,
        Rejection noImage,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var image = await db.Images.FirstOrDefaultAsync(row => row.Id == imageId, cancellation);
        if (!await db.IsVisibleAsync(write.Caller, ComponentKind.Image, image?.Key, cancellation) || image is null)
            return noImage;
        if (sent.Input.Id is { } id)
            return Rejection.Invalid(
                InputError.Member("/id", id.ToString(), "read-only", "left out: the service sets it")
            );

        var caption = await rows.AddCaptionAsync(sent.Input.ToDraft(sent.Has("dateline")), image, cancellation);
        return await writer.CommitAsync(caption, ChangeCause.Created, CommitRejections.Conflict, write, cancellation);
    }

    /// <param name="read">What was sent, once the caption that it changes is known.</param>
    public Task<WriteResult<Caption>> ReplaceAsync(
        Guid id,
        Func<Caption, Submission<CaptionInput>> read,
        WriteContext write,
        CancellationToken cancellation
    ) => WriteRetry.RunAsync(write, () => TryReplaceAsync(id, read, write, cancellation));

    private async Task<WriteResult<Caption>> TryReplaceAsync(
        Guid id,
        Func<Caption, Submission<CaptionInput>> read,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var caption = await db
            .Captions.Include(row => row.Image)
            .Include(row => row.Dateline)
            .FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (await writer.CheckAsync(ComponentKind.Caption, id, StateOf(caption), write, cancellation) is { } rejection)
            return rejection;

        var sent = read(caption!);
        var draft = sent.Input.ToDraft(sent.Has("dateline"));
        var dateline = await datelines.InternAsync(draft.Dateline, cancellation);
        var printed = caption!.Raw;
        if (!caption.Replace(draft, dateline, clock.GetUtcNow()) && !write.IsRecorded)
            return new WriteResult<Caption>.Written(caption);
        if (printed != caption.Raw)
            FollowPrint(caption, printed);

        return await writer.CommitAsync(
            caption,
            ChangeCause.CaptionChanged,
            CommitRejections.Conflict,
            write,
            cancellation
        );
    }

    /// <summary>Deletes a caption that no article shows.</summary>
    public Task<WriteResult<Caption>> DeleteAsync(Guid id, WriteContext write, CancellationToken cancellation) =>
        WriteRetry.RunAsync(write, () => TryDeleteAsync(id, write, cancellation));

    private async Task<WriteResult<Caption>> TryDeleteAsync(Guid id, WriteContext write, CancellationToken cancellation)
    {
        var caption = await db.Captions.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (await writer.CheckAsync(ComponentKind.Caption, id, StateOf(caption), write, cancellation) is { } rejection)
            return rejection;

        var articles = db.ArticlesUsing(ComponentKind.Caption, caption!.Key);
        if (await db.FindUseAsync(write.Caller, id, articles, cancellation) is { } used)
            return used;

        db.Captions.Remove(caption);
        return await writer.CommitAsync(caption, ChangeCause.Deleted, CommitRejections.Conflict, write, cancellation);
    }

    // The picture's credit that was read from a caption goes with it; one that anybody else gave stays.
    private void FollowPrint(Caption caption, string? before)
    {
        var (image, old) = (caption.Image!, before is null ? null : CaptionReader.Read(before));
        if (image.Facts.Credit != old?.Credit || caption.Raw is null)
            return;

        var read = CaptionReader.Read(caption.Raw);
        if (read.Credit is null)
            return;

        var marked = image.Facts.FilePhotoEvidence == (old?.FilePhotoEvidence ?? []);
        image.Replace(
            image.Facts with
            {
                Credit = read.Credit,
                FilePhoto = marked ? read.FilePhoto : image.Facts.FilePhoto,
                FilePhotoEvidence = marked ? read.FilePhotoEvidence : image.Facts.FilePhotoEvidence,
            },
            clock.GetUtcNow()
        );
    }

    private static (long, int)? StateOf(Caption? caption) => caption is null ? null : (caption.Key, caption.Revision);
}
