using System.Globalization;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>The pictures an article shows: attach, arrange, change, detach.</summary>
internal sealed class ArticleImageEditor(ArticleDb db, ArticleWriter writer, ImageUseResolver images)
{
    public Task<WriteResult<StoredArticle>> AttachAsync(
        Guid id,
        Submission<ImageUseInput> sent,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        EditAsync(
            id,
            async (article, uses) =>
            {
                var input = sent.Input;
                if (uses.Any(use => use.Image.Id == input.Id))
                    return ShownAlready(input.Id);
                if (CheckPosition(input.Position, uses.Count + 1) is { } outOfRange)
                    return outOfRange;

                var (use, missing) = await images.ResolveAsync(
                    input,
                    "",
                    uses.Count == 0 ? ImageRole.Lead : ImageRole.Inline,
                    new(write.Caller, sent.Has, article.Language, uses),
                    cancellation
                );
                if (use is not null)
                    Insert(uses, use, input.Position ?? uses.Count + 1, input.Role);
                return missing;
            },
            write,
            isVersionRequired: false,
            cancellation
        );

    /// <summary>Shows exactly these pictures, in this order.</summary>
    /// <param name="read">What was sent, once the article's document that it changes is known.</param>
    public Task<WriteResult<StoredArticle>> ArrangeAsync(
        Guid id,
        Func<byte[], Submission<ImageOrderInput>> read,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        EditAsync(
            id,
            async (article, uses) =>
            {
                var sent = read(article.Document);
                var (ordered, missing) = await images.ResolveAsync(
                    sent.Input.Images,
                    new(write.Caller, sent.Has, article.Language, [.. uses]),
                    cancellation
                );
                uses.Clear();
                uses.AddRange(ordered);
                return missing;
            },
            write,
            isVersionRequired: true,
            cancellation
        );

    /// <summary>Gives a picture another role, position or caption; what is left out stays.</summary>
    public Task<WriteResult<StoredArticle>> ChangeAsync(
        Guid id,
        Guid imageId,
        Submission<ImageUsePatch> sent,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        EditAsync(
            id,
            async (_, uses) =>
            {
                var patch = sent.Input;
                var at = uses.FindIndex(use => use.Image.Id == imageId);
                if (at < 0)
                    return NotShown(imageId);
                if (CheckPosition(patch.Position, uses.Count) is { } outOfRange)
                    return outOfRange;

                var (use, caption) = (uses[at], uses[at].Caption);
                if (sent.Has("captionId"))
                {
                    caption = await FindCaptionAsync(patch.CaptionId, use, write.Caller, cancellation);
                    if (caption is null && patch.CaptionId is { } missing)
                        return Rejection.Invalid(
                            InputError.Member(
                                "/captionId",
                                missing.ToString(),
                                "does-not-exist",
                                "a caption of this image"
                            )
                        );
                }

                uses.RemoveAt(at);
                Insert(
                    uses,
                    ImageUse.Create(use.Image, caption, patch.Role ?? use.Role),
                    patch.Position ?? at + 1,
                    patch.Role
                );
                return null;
            },
            write,
            isVersionRequired: true,
            cancellation
        );

    /// <summary>
    /// The article shows the picture no longer, in its body neither; the picture itself stays.
    /// </summary>
    public Task<WriteResult<StoredArticle>> DetachAsync(
        Guid id,
        Guid imageId,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        EditAsync(
            id,
            (_, uses) =>
                Task.FromResult(uses.RemoveAll(use => use.Image.Id == imageId) == 0 ? NotShown(imageId) : null),
            write,
            isVersionRequired: true,
            cancellation
        );

    private Task<WriteResult<StoredArticle>> EditAsync(
        Guid id,
        Func<EditedArticle, List<ImageUse>, Task<Rejection?>> edit,
        WriteContext write,
        bool isVersionRequired,
        CancellationToken cancellation
    ) =>
        writer.ChangeAsync(
            id,
            write,
            isVersionRequired,
            async seen =>
            {
                var article = await writer.LoadWithImagesAsync(seen, cancellation);
                var uses = article.Images.OrderBy(use => use.Position).ToList();
                if (await edit(new(article.Language, seen.Document!), uses) is { } wrong)
                    return wrong;
                if (uses.Count > Article.MaxImages)
                    return new Rejection(
                        RejectionReason.Conflict,
                        $"An article shows up to {Article.MaxImages} images."
                    );

                article.SetImages(uses);
                return await writer.CommitAsync(seen, new(write.Caller.Actor, ChangeCause.Edited), write, cancellation);
            },
            cancellation
        );

    private Task<Caption?> FindCaptionAsync(
        Guid? captionId,
        ImageUse use,
        Caller caller,
        CancellationToken cancellation
    ) =>
        db.CaptionsVisibleTo(caller)
            .Include(row => row.Dateline)
            .FirstOrDefaultAsync(row => row.Id == captionId && row.ImageKey == use.ImageKey, cancellation);

    /// <param name="position">From 1.</param>
    /// <param name="sent">The role that was asked for: a new lead takes the place of the old.</param>
    private static void Insert(List<ImageUse> uses, ImageUse use, int position, ImageRole? sent)
    {
        uses.Insert(position - 1, use);
        if (sent != ImageRole.Lead)
            return;

        var arranged = ImageUseResolver.SetLead(uses, use);
        uses.Clear();
        uses.AddRange(arranged);
    }

    private static Rejection? CheckPosition(int? position, int max) =>
        position is null || (position >= 1 && position <= max)
            ? null
            : Rejection.Invalid(
                InputError.Member(
                    "/position",
                    position.Value.ToString(CultureInfo.InvariantCulture),
                    "out-of-range",
                    $"1 to {max}"
                )
            );

    private static Rejection ShownAlready(Guid? imageId) =>
        new(
            RejectionReason.Conflict,
            "The article shows this image already.",
            InputError.Member("/id", imageId.ToString(), "shown-already", "an image that the article does not show")
        );

    private static Rejection NotShown(Guid imageId) =>
        new(
            RejectionReason.NotFound,
            "The article does not show this image.",
            InputError.Address("imageId", imageId.ToString(), "does-not-exist", "an image that the article shows")
        );

    /// <summary>The article whose pictures are edited, as far as that matters.</summary>
    private sealed record EditedArticle(string Language, byte[] Document);
}
