using ArticleApi.Auth;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing.Contracts;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>What can be done with a dateline, which articles and captions share.</summary>
internal sealed class DatelineEditor(ArticleDb db, ComponentWriter writer)
{
    /// <summary>A new dateline. Facts that exist already are rejected, naming the row that has them.</summary>
    public async Task<WriteResult<Dateline>> CreateAsync(
        DatelineFactsInput input,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var facts = input.Dateline.ToFacts();
        if (await FindExistingAsync(facts, cancellation) is { } existing)
            return existing;

        var dateline = db.Datelines.Add(Dateline.From(facts)).Entity;
        return await writer.CommitAsync(
            dateline,
            ChangeCause.Created,
            CommitRejections.DatelineTaken,
            write,
            cancellation
        );
    }

    /// <summary>Mends a dateline's facts for every article and caption that uses them.</summary>
    /// <param name="read">What was sent, once the dateline that it changes is known.</param>
    public Task<WriteResult<Dateline>> ReplaceAsync(
        Guid id,
        Func<Dateline, DatelineFactsInput> read,
        WriteContext write,
        CancellationToken cancellation
    ) => WriteRetry.RunAsync(write, () => TryReplaceAsync(id, read, write, cancellation));

    private async Task<WriteResult<Dateline>> TryReplaceAsync(
        Guid id,
        Func<Dateline, DatelineFactsInput> read,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (
            await writer.CheckAsync(ComponentKind.Dateline, id, StateOf(dateline), write, cancellation) is { } rejection
        )
            return rejection;

        var facts = read(dateline!).Dateline.ToFacts();
        if (
            Dateline.IdentityOf(facts) != dateline!.Identity
            && await FindExistingAsync(facts, cancellation) is { } existing
        )
            return existing;
        if (!dateline.Replace(facts) && !write.IsRecorded)
            return new WriteResult<Dateline>.Written(dateline);

        return await writer.CommitAsync(
            dateline,
            ChangeCause.DatelineChanged,
            CommitRejections.DatelineTaken,
            write,
            cancellation
        );
    }

    /// <summary>Deletes a dateline that nothing uses.</summary>
    public Task<WriteResult<Dateline>> DeleteAsync(Guid id, WriteContext write, CancellationToken cancellation) =>
        WriteRetry.RunAsync(write, () => TryDeleteAsync(id, write, cancellation));

    private async Task<WriteResult<Dateline>> TryDeleteAsync(
        Guid id,
        WriteContext write,
        CancellationToken cancellation
    )
    {
        var dateline = await db.Datelines.FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (
            await writer.CheckAsync(ComponentKind.Dateline, id, StateOf(dateline), write, cancellation) is { } rejection
        )
            return rejection;

        var articles = db.ArticlesUsing(ComponentKind.Dateline, dateline!.Key);
        if (await db.FindUseAsync(write.Caller, id, articles, cancellation) is { } used)
            return used;

        var caption = await db
            .Captions.Where(row => row.DatelineKey == dateline.Key)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellation);
        if (caption is not null)
            return CommitRejections.InUse(id, "A caption uses it.") with { UsedByCaption = caption };

        db.Datelines.Remove(dateline);
        return await writer.CommitAsync(dateline, ChangeCause.Deleted, CommitRejections.Conflict, write, cancellation);
    }

    private async Task<Rejection?> FindExistingAsync(DatelineFacts facts, CancellationToken cancellation)
    {
        var identity = Dateline.IdentityOf(facts);
        var id = await db
            .Datelines.Where(row => row.Identity == identity)
            .Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(cancellation);

        return id is null
            ? null
            : new(RejectionReason.DuplicateDateline, "The same facts are one dateline; this one exists already.")
            {
                Existing = id,
            };
    }

    private static (long, int)? StateOf(Dateline? dateline) =>
        dateline is null ? null : (dateline.Key, dateline.Revision);
}
