using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

public sealed record ImageList(IReadOnlyList<ImageDocument> Data);

/// <summary>The pictures an article shows: attach, order, detach, choose the caption.</summary>
internal static class ArticleImages
{
    /// <summary>The pictures an article shows, in order, each with the caption the article picked.</summary>
    public static async Task<IResult> List(
        string id,
        Caller caller,
        ArticleReader delivery,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await delivery.FindVisibleAsync(caller, id, cancellation);

        return problem
            ?? (IResult)(
                JsonResults.Create(new ImageList([.. ArticleJson.Deserialize(article!.Document).Images])) with
                {
                    ETag = Preconditions.FormatETag(article.Version, "images"),
                    LastModified = article.UpdatedAt,
                }
            );
    }

    /// <summary>Adds a picture: one that exists, by id, or a new one; at a position, or at the end.</summary>
    public static Task<IResult> Attach(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ImageArranger arranging,
        CancellationToken cancellation
    )
    {
        var input = BodyDeserializer.Deserialize<ImageUseInput>(
            ReadOnlyMembers.RemoveFromImage(body.Object),
            context.RequestServices
        );

        return arranging.ArrangeAsync(
            id,
            context,
            caller,
            false,
            async (uses, making, shown) =>
            {
                if (uses.Any(use => use.Image.Id == input.Id))
                    return new Problem(
                        ProblemTypes.Conflict,
                        "The article shows this image already.",
                        FieldError.Body(
                            "/id",
                            input.Id.ToString(),
                            "shown-already",
                            "an image that the article does not show"
                        )
                    );
                if (ImageArranger.CheckPosition(input.Position, uses.Count + 1) is { } wrong)
                    return wrong;

                var role = uses.Count == 0 ? ImageRole.Lead : ImageRole.Inline;
                var use = await making.ResolveAsync(
                    input,
                    "",
                    role,
                    caller,
                    body.HasMember,
                    shown.Language,
                    cancellation
                );
                uses.Insert((input.Position ?? uses.Count + 1) - 1, use);
                return null;
            },
            cancellation
        );
    }

    /// <summary>Shows exactly these pictures, in this order.</summary>
    public static Task<IResult> Order(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ImageArranger arranging,
        CancellationToken cancellation
    )
    {
        return arranging.ArrangeAsync(
            id,
            context,
            caller,
            true,
            async (uses, making, shown) =>
            {
                var order = BodyDeserializer.Deserialize<ImageOrderInput>(
                    ReadOnlyMembers.RemoveFromImages(body.Object, shown.Images),
                    context.RequestServices
                );
                var ordered = await making.ResolveAsync(
                    order.Images,
                    caller,
                    body.HasMember,
                    shown.Language,
                    cancellation
                );
                uses.Clear();
                uses.AddRange(ordered);
                return null;
            },
            cancellation
        );
    }

    /// <summary>Gives a picture another role, position or caption; what is left out stays.</summary>
    public static Task<IResult> Change(
        Guid id,
        Guid imageId,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ImageArranger arranging,
        ArticleDb db,
        CancellationToken cancellation
    )
    {
        var change = BodyDeserializer.Deserialize<ImageUsePatch>(body.Object, context.RequestServices);

        return arranging.ArrangeAsync(
            id,
            context,
            caller,
            true,
            async (uses, _, _) =>
            {
                var at = uses.FindIndex(use => use.Image.Id == imageId);
                if (at < 0)
                    return NotShown(imageId);
                if (ImageArranger.CheckPosition(change.Position, uses.Count) is { } wrong)
                    return wrong;

                var (use, caption) = (uses[at], uses[at].Caption);
                if (body.HasMember("captionId"))
                {
                    caption = await db.CaptionsVisibleTo(caller)
                        .Include(row => row.Dateline)
                        .FirstOrDefaultAsync(
                            row => row.Id == change.CaptionId && row.ImageKey == use.ImageKey,
                            cancellation
                        );
                    if (caption is null && change.CaptionId is not null)
                        return Problem.InvalidRequest(
                            FieldError.Body(
                                "/captionId",
                                change.CaptionId.ToString(),
                                "does-not-exist",
                                "a caption of this image"
                            )
                        );
                }

                uses.RemoveAt(at);
                uses.Insert(
                    (change.Position ?? at + 1) - 1,
                    ImageUse.Create(use.Image, caption, change.Role ?? use.Role)
                );
                return null;
            },
            cancellation
        );
    }

    /// <summary>The article shows the picture no longer; the picture itself stays.</summary>
    public static Task<IResult> Detach(
        Guid id,
        Guid imageId,
        HttpContext context,
        Caller caller,
        ImageArranger arranging,
        CancellationToken cancellation
    ) =>
        arranging.ArrangeAsync(
            id,
            context,
            caller,
            true,
            (uses, _, _) =>
                Task.FromResult(uses.RemoveAll(use => use.Image.Id == imageId) == 0 ? NotShown(imageId) : null),
            cancellation
        );

    private static Problem NotShown(Guid imageId) =>
        new(
            ProblemTypes.NotFound,
            "The article does not show this image.",
            FieldError.Path("imageId", imageId.ToString(), "does-not-exist", "an image that the article shows")
        );
}

/// <summary>The article whose pictures are arranged, as far as that matters.</summary>
internal sealed record ImageArrangement(string Language, JsonArray Images);
