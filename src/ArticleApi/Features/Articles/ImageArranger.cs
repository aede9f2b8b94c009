using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>What every change of an article's pictures shares.</summary>
internal sealed class ImageArranger(ArticleDb db, ArticleReader delivery, ImageUseResolver making, ArticleLog log)
{
    public async Task<IResult> ArrangeAsync(
        Guid id,
        HttpContext context,
        Caller caller,
        bool matchNeeded,
        Func<List<ImageUse>, ImageUseResolver, ImageArrangement, Task<Problem?>> arrange,
        CancellationToken cancellation
    )
    {
        var (seen, problem) = await delivery.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;
        if (Preconditions.CheckIfMatch(context.Request, seen!.Version, matchNeeded) is { } held)
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

        article.SetImages(uses);
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

    public static Problem? CheckPosition(int? position, int most) =>
        position is null || (position >= 1 && position <= most)
            ? null
            : Problem.InvalidRequest(
                FieldError.Body(
                    "/position",
                    position.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    "out-of-range",
                    $"1 to {most}"
                )
            );
}
