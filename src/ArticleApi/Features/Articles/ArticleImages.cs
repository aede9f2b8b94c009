using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Http;
using ArticleApi.Intake;
using ArticleApi.Log;
using ArticleApi.Storage;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

public sealed record ImageList(IReadOnlyList<ImageDocument> Data);

/// <summary>The pictures of an article, all of them, in their new order.</summary>
public sealed record ImageOrder
{
    [MaxLength(Article.MaxImages)]
    public required Core.ValueList<ImageUseInput> Images { get; init; }
}

internal sealed class ImageOrderValidator : AbstractValidator<ImageOrder>
{
    public ImageOrderValidator()
    {
        RuleForEach(o => o.Images).SetValidator(new ImageUseInputValidator());
        RuleFor(o => o.Images)
            .Must(images =>
                images.Where(image => image.Id is not null).DistinctBy(image => image.Id).Count()
                == images.Count(image => image.Id is not null)
            )
            .WithErrorCode("repeated-image")
            .WithMessage("each image once");
        RuleFor(o => o.Images)
            .Must(images =>
                images.All(image => image.Position is null)
                || images.Select((image, index) => image.Position == index + 1).All(right => right)
            )
            .WithErrorCode("broken-order")
            .WithMessage("positions 1, 2, 3 … in the order of the list, or none at all");
    }
}

/// <summary>How an article uses one picture; what is left out stays.</summary>
public sealed record UseChange
{
    public ImageRole? Role { get; init; }

    /// <summary>From 1; the others make room.</summary>
    public int? Position { get; init; }

    /// <summary>A caption of this image; null for none.</summary>
    public Guid? CaptionId { get; init; }
}

/// <summary>The pictures an article shows: attach, order, detach, choose the caption.</summary>
internal static class ArticleImages
{
    /// <summary>The pictures an article shows, in order, each with the caption the article picked.</summary>
    public static async Task<IResult> List(string id, Caller caller, Delivery delivery, CancellationToken cancellation)
    {
        var (article, problem) = await delivery.For(caller, id, cancellation);

        return problem
            ?? (IResult)(
                Answers.Of(new ImageList([.. ArticleJson.Read(article!.Document).Images])) with
                {
                    Tag = Conditional.Tag(article.Version, "images"),
                    Modified = article.UpdatedAt,
                }
            );
    }

    /// <summary>Adds a picture: one that exists, by id, or a new one; at a position, or at the end.</summary>
    public static Task<IResult> Attach(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        Arranging arranging,
        CancellationToken cancellation
    )
    {
        var input = Bodies.Read<ImageUseInput>(SentBack.StripImage(body.Object), context.RequestServices);

        return arranging.Handle(
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
                if (Arranging.OutOfRange(input.Position, uses.Count + 1) is { } wrong)
                    return wrong;

                var role = uses.Count == 0 ? ImageRole.Lead : ImageRole.Inline;
                var use = await making.Of(input, "", role, caller, body.Has, shown.Language, cancellation);
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
        Arranging arranging,
        CancellationToken cancellation
    )
    {
        return arranging.Handle(
            id,
            context,
            caller,
            true,
            async (uses, making, shown) =>
            {
                var order = Bodies.Read<ImageOrder>(
                    SentBack.StripImages(body.Object, shown.Images),
                    context.RequestServices
                );
                var ordered = await making.Of(order.Images, caller, body.Has, shown.Language, cancellation);
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
        Arranging arranging,
        ArticleDb db,
        CancellationToken cancellation
    )
    {
        var change = Bodies.Read<UseChange>(body.Object, context.RequestServices);

        return arranging.Handle(
            id,
            context,
            caller,
            true,
            async (uses, _, _) =>
            {
                var at = uses.FindIndex(use => use.Image.Id == imageId);
                if (at < 0)
                    return NotShown(imageId);
                if (Arranging.OutOfRange(change.Position, uses.Count) is { } wrong)
                    return wrong;

                var (use, caption) = (uses[at], uses[at].Caption);
                if (body.Has("captionId"))
                {
                    caption = await db.CaptionsSeenBy(caller)
                        .Include(row => row.Dateline)
                        .FirstOrDefaultAsync(
                            row => row.Id == change.CaptionId && row.ImageKey == use.ImageKey,
                            cancellation
                        );
                    if (caption is null && change.CaptionId is not null)
                        return Problem.Invalid(
                            FieldError.Body(
                                "/captionId",
                                change.CaptionId.ToString(),
                                "does-not-exist",
                                "a caption of this image"
                            )
                        );
                }

                uses.RemoveAt(at);
                uses.Insert((change.Position ?? at + 1) - 1, ImageUse.Of(use.Image, caption, change.Role ?? use.Role));
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
        Arranging arranging,
        CancellationToken cancellation
    ) =>
        arranging.Handle(
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
internal sealed record Arranged(string Language, JsonArray Images);

/// <summary>What every change of an article's pictures shares.</summary>
internal sealed class Arranging(ArticleDb db, Delivery delivery, Uses making, ArticleLog log)
{
    public async Task<IResult> Handle(
        Guid id,
        HttpContext context,
        Caller caller,
        bool matchNeeded,
        Func<List<ImageUse>, Uses, Arranged, Task<Problem?>> arrange,
        CancellationToken cancellation
    )
    {
        var (seen, problem) = await delivery.For(caller, id, cancellation);
        if (problem is not null)
            return problem;
        if (Conditional.Hold(context.Request, seen!.Version, matchNeeded) is { } held)
            return held;

        var article = await db
            .Articles.Include(row => row.Dateline)
            .Include(row => row.Images)
                .ThenInclude(use => use.Image)
            .Include(row => row.Images)
                .ThenInclude(use => use.Caption)
            .SingleAsync(row => row.Key == seen.Key, cancellation);
        var uses = article.Images.OrderBy(use => use.Position).ToList();
        if (
            await arrange(uses, making, new(article.Language, JsonNode.Parse(seen.Document)!["images"]!.AsArray())) is
            { } wrong
        )
            return wrong;
        if (uses.Count > Article.MaxImages)
            return new Problem(ProblemTypes.Conflict, $"An article shows up to {Article.MaxImages} images.");
        // A body may place pictures by their index; then none may go that it names.
        if (article.Body.OfType<ImageBlock>().Any(block => block.Image >= uses.Count))
            return new Problem(
                ProblemTypes.Conflict,
                "The body places a picture that would be gone. Change the body first."
            );

        article.Show(uses);
        var committed = await log.Commit(
            new(caller.Actor, Cause.Edited, Expected: new Dictionary<long, int> { [seen.Key] = seen.Version }),
            cancellation
        );
        return await delivery.Answer(committed, id, context, StatusCodes.Status200OK, cancellation);
    }

    public static Problem? OutOfRange(int? position, int most) =>
        position is null || (position >= 1 && position <= most)
            ? null
            : Problem.Invalid(
                FieldError.Body(
                    "/position",
                    position.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    "out-of-range",
                    $"1 to {most}"
                )
            );
}
