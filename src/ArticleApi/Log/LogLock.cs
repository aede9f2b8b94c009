using System.Security.Cryptography;
using ArticleApi.Index;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>
/// The append lock, which is the one row that says where the log stands: an update takes it without a change, and
/// another moves it on when it is known how many versions the transaction appends, so that no number is left out.
/// </summary>
internal sealed class LogLock(ArticleDb db, IndexTokenizer tokenizer, DatabaseSecret secret, PackageCatalog packages)
{
    /// <returns>Where the log stands until this transaction moves it.</returns>
    /// <exception cref="IndexVersionMismatchException">
    /// Where the index is of other words than this process would write.
    /// </exception>
    public async Task<LogSequence> TakeAsync(CancellationToken cancellation)
    {
        var log = await TakeAnyVersionAsync(cancellation);

        return log.IndexVersion == tokenizer.Version ? log : throw new IndexVersionMismatchException();
    }

    /// <inheritdoc cref="TakeAsync"/>
    public async Task<LogSequence> TakeAnyVersionAsync(CancellationToken cancellation)
    {
        var log = await UpdateAsync(
            $"""UPDATE log_sequence SET "LastSequence" = "LastSequence" RETURNING *""",
            cancellation
        );
        secret.Take(log.Secret);
        await packages.TakeAsync(db, log.PackageStamp, cancellation);

        return log;
    }

    /// <summary>Moves the log on, as a commit's last step.</summary>
    /// <param name="from">As it was when it was locked.</param>
    /// <param name="openCount">
    /// How many were appended up to the last that a caller without a key can notice; 0 where it can notice none.
    /// </param>
    /// <param name="isOpen">Whether such a caller can notice anything else.</param>
    public Task<LogSequence> AdvanceAsync(
        LogSequence from,
        int count,
        int openCount,
        bool isOpen,
        CancellationToken cancellation
    )
    {
        var nonce = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        var (openCommitCount, openNonce) =
            isOpen || openCount > 0 ? (from.OpenCommitCount + 1, nonce) : (from.OpenCommitCount, from.OpenNonce);
        var openSequence = openCount > 0 ? from.LastSequence + openCount : from.LastOpenSequence;

        return UpdateAsync(
            $"""
            UPDATE log_sequence SET "LastSequence" = "LastSequence" + {count}, "CommitCount" = "CommitCount" + 1,
            "Nonce" = {nonce}, "OpenCommitCount" = {openCommitCount}, "OpenNonce" = {openNonce},
            "LastOpenSequence" = {openSequence} RETURNING *
            """,
            cancellation
        );
    }

#pragma warning disable RS0030 // The log writes the row that is its lock.
    /// <summary>From here on the index is of this code's version, and of a generation of its own.</summary>
    /// <param name="isRebuilt">Whether entries of an earlier one are left.</param>
    public Task BeginGenerationAsync(bool isRebuilt, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"""
            UPDATE log_sequence SET "IndexVersion" = {tokenizer.Version}, "IndexGeneration" = "IndexGeneration" + 1,
            "Reindexing" = {isRebuilt}
            """,
            cancellation
        );

    /// <summary>No entry of an earlier generation is left.</summary>
    public Task EndRebuildAsync(CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"""UPDATE log_sequence SET "Reindexing" = {false}""", cancellation);
#pragma warning restore RS0030

    /// <summary>From here on whoever takes the lock asks anew which packages there are.</summary>
    public Task StampPackagesAsync(CancellationToken cancellation)
    {
        var stamp = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

#pragma warning disable RS0030 // The log writes the row that is its lock.
        return db.Database.ExecuteSqlAsync($"""UPDATE log_sequence SET "PackageStamp" = {stamp}""", cancellation);
#pragma warning restore RS0030
    }

    private async Task<LogSequence> UpdateAsync(FormattableString sql, CancellationToken cancellation) =>
        (await db.LogSequences.FromSql(sql).AsNoTracking().ToListAsync(cancellation))[0];
}
