using ArticleApi.Auth;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Rejections;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Editing;

/// <summary>
/// What every change of an image, a caption or a dateline shares: it is held to what the caller saw, then committed.
/// </summary>
internal sealed class ComponentWriter(ArticleDb db, ArticleLog log, TimeProvider clock)
{
    /// <summary>Whether a write may go on, of something that was looked up.</summary>
    /// <param name="row">Its key and revision; null where there is none.</param>
    public async Task<Rejection?> CheckAsync(
        ComponentKind kind,
        Guid id,
        (long Key, int Revision)? row,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        if (!await db.IsVisibleAsync(write.Caller, kind, row?.Key, cancellation) || row is null)
            return NotFound(kind, id);

        return write.Expected.Check(row.Value.Revision);
    }

    /// <summary>Commits a change of an item, which may be that it was removed.</summary>
    public async Task<WriteResult<T>> CommitAsync<T>(
        T item,
        string cause,
        Rejection duplicate,
        WriteContext write,
        CancellationToken cancellation
    )
        where T : class
    {
        var (id, revision) = IdentityOf(item);
        var isDeleted = cause == ChangeCause.Deleted;
        var outcome = write.Request?.ToRecord(id, clock.GetUtcNow());
        if (outcome is not null && !isDeleted)
            outcome.Version = revision;
        var committed = await log.CommitAsync(
            new(write.Caller.Actor, cause) { IsDryRun = write.IsDryRun, Outcome = outcome },
            cancellation
        );
        if (committed.ToRejection(id, write.Expected, duplicate) is { } rejection)
            return rejection;

        return new WriteResult<T>.Written(isDeleted || write.IsDryRun ? null : item, committed.JobId);
    }

    /// <summary>It was made, and is there no longer.</summary>
    public static Rejection Deleted(ComponentKind kind) =>
        new(RejectionReason.Gone, $"The {kind.ToString().ToLowerInvariant()} was made, and deleted since.");

    private static (Guid Id, int Revision) IdentityOf(object item) =>
        item switch
        {
            Image image => (image.Id, image.Revision),
            Caption caption => (caption.Id, caption.Revision),
            Dateline dateline => (dateline.Id, dateline.Revision),
            _ => throw new ArgumentOutOfRangeException(nameof(item), item, "It is none of the components."),
        };

    public static Rejection NotFound(ComponentKind kind, Guid id)
    {
        var name = kind.ToString().ToLowerInvariant();
        var article = kind == ComponentKind.Image ? "an" : "a";

        return new(
            RejectionReason.NotFound,
            $"No {name} has this id, or it is not yours to see.",
            InputError.Address("id", id.ToString(), "does-not-exist", $"the id of {article} {name}")
        );
    }
}
