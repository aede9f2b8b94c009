using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>
/// What a write of an article answers that was done before: the version that it made, while it is there.
/// </summary>
internal static class RepeatedWrite
{
    public static async Task<IResult> ReadCreatedAsync(HttpContext context, IdempotencyRecord outcome) =>
        (await FindAsync(context, outcome)).ToCreated(context);

    public static async Task<IResult> ReadAsync(HttpContext context, IdempotencyRecord outcome) =>
        (await FindAsync(context, outcome)).ToResult();

    private static async Task<WriteResult<StoredArticle>> FindAsync(HttpContext context, IdempotencyRecord outcome)
    {
        var (reader, visibility, cancellation) = (
            context.RequestServices.GetRequiredService<ArticleReader>(),
            Caller.From(context).Visibility,
            context.RequestAborted
        );
        // Whoever wrote it is told what was written, also where they could not read it.
        var current = (await reader.FindByIdAsync(outcome.ItemId, Visibility.Everything, whole: true, cancellation))!;
        if (current.Version == outcome.Version && current.State == HeadState.Withdrawn)
            return new WriteResult<StoredArticle>.Written(
                (await reader.RenderWithdrawnAsync(current, cancellation)).ShownTo(visibility)
            );
        if (current.Version == outcome.Version && current.Document is not null)
            return new WriteResult<StoredArticle>.Written(current.ShownTo(visibility));

        var version = await context
            .RequestServices.GetRequiredService<ArticleDb>()
            .Versions.AsNoTracking()
            .FirstOrDefaultAsync(row => row.ArticleKey == current.Key && row.Number == outcome.Version, cancellation);
        return version?.Document is not null
            ? new WriteResult<StoredArticle>.Written(current.AtVersion(version, visibility))
            : new Rejection(RejectionReason.Gone, "It was written; what it said then is erased by now.")
            {
                Since = current.UpdatedAt,
                EndReason = current.Reason,
                ReplacedBy = current.ReplacedBy,
            };
    }
}
