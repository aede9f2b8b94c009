using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>Writes a change set's rows of the log, under the append lock.</summary>
internal sealed class VersionAppender(IRowWriter rows, IndexKeys keys)
{
    public async Task WriteAsync(ChangeSet changes, CancellationToken cancellation)
    {
        var sequence = changes.LastSequence;
        foreach (var change in changes.Appended)
        {
            change.Head.Sequence = ++sequence;
            change.Head.IndexGeneration = changes.Index.Generation;
        }

        var heads = changes.Appended.ToLookup(change => change.IsNew, change => change.Head);
        await rows.UpsertAsync(Sorted(heads[false].Concat(changes.RewrittenHeads)), cancellation);
        await rows.InsertAsync(Sorted(heads[true]), cancellation);
        await rows.UpsertAsync(changes.RewrittenVersions, cancellation);
        await rows.InsertAsync([.. changes.Appended.Select(CreateVersion)], cancellation);
        await rows.DeleteAsync(changes.ErasedSlugs, cancellation);
        await rows.UpsertAsync(changes.Slugs, cancellation);
    }

    private ArticleVersion CreateVersion(ArticleChange change)
    {
        var head = change.Head;

        return new()
        {
            Sequence = head.Sequence,
            ArticleKey = head.ArticleKey,
            ArticleId = head.ArticleId,
            Number = head.Version,
            At = head.UpdatedAt,
            Cause = change.Metadata.Cause,
            Reason = change.Metadata.Reason,
            Actor = change.Metadata.Actor,
            Audience = change.Audience,
            PreviousAudience = change.PreviousAudience,
            RendererVersion = head.RendererVersion,
            Slug = head.Slug,
            Lists = change.After?.SerializeLists(keys),
            PreviousLists = change.Before?.SerializeLists(keys),
            Document = change.Document,
        };
    }

    private static List<ArticleHead> Sorted(IEnumerable<ArticleHead> heads) =>
        [.. heads.OrderBy(head => head.ArticleKey)];
}
