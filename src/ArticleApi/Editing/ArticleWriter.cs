using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>
/// What every change of an article shares: it is found and held to what the caller saw, then committed.
/// </summary>
internal sealed class ArticleWriter(ArticleDb db, ArticleReader reader, ArticleLog log, TimeProvider clock)
{
    /// <param name="changeAsync">Changes the article as it is found, and commits.</param>
    public Task<WriteResult<StoredArticle>> ChangeAsync(
        Guid id,
        WriteContext write,
        bool isVersionRequired,
        Func<StoredArticle, Task<WriteResult<StoredArticle>>> changeAsync,
        CancellationToken cancellation
    ) =>
        WriteRetry.RunAsync(
            write,
            async () =>
            {
                var (seen, rejection) = await reader.FindVisibleAsync(write.Caller, id, cancellation);
                rejection ??= write.Expected.Check(seen!.Version, isVersionRequired);
                return rejection is not null ? rejection : await changeAsync(seen!);
            }
        );

    public Task<Article> LoadAsync(StoredArticle seen, CancellationToken cancellation) =>
        db.Articles.SingleAsync(row => row.Key == seen.Key, cancellation);

    public Task<Article> LoadWithImagesAsync(StoredArticle seen, CancellationToken cancellation) =>
        db.Articles.WithComponents().SingleAsync(row => row.Key == seen.Key, cancellation);

    /// <summary>Commits a change of what the caller saw.</summary>
    public Task<WriteResult<StoredArticle>> CommitAsync(
        StoredArticle seen,
        CommitMetadata change,
        WriteContext write,
        CancellationToken cancellation
    ) =>
        CommitAsync(
            seen.Id,
            change with
            {
                ExpectedVersions = new Dictionary<long, int> { [seen.Key] = seen.Version },
            },
            write,
            cancellation
        );

    /// <summary>Commits; what is given back is what the log now has.</summary>
    public async Task<WriteResult<StoredArticle>> CommitAsync(
        Guid id,
        CommitMetadata change,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var slug = db.Slugs.Local.LastOrDefault(row => row.ArticleId == id)?.Slug;
        var committed = await log.CommitAsync(
            change with
            {
                IsDryRun = write.IsDryRun,
                Outcome = write.Request?.ToRecord(id, clock.GetUtcNow()),
            },
            cancellation
        );
        if (committed.ToRejection(id, write.Expected, CommitRejections.SlugTaken(slug)) is { } rejection)
            return rejection;
        if (committed.Status == CommitStatus.DryRun || change.Cause == ChangeCause.Deleted)
            return new WriteResult<StoredArticle>.Written(null);

        // Whoever wrote it is told what was written, also where they could not read it, but for a text that is not
        // theirs.
        var article =
            committed.Articles.FirstOrDefault(changed => changed.Id == id)
            ?? (await reader.FindByIdAsync(id, Visibility.Everything, whole: true, cancellation))!;
        if (article.Document is null)
            article = await reader.RenderWithdrawnAsync(article, cancellation);
        return new WriteResult<StoredArticle>.Written(article.ShownTo(write.Caller.Visibility));
    }
}
