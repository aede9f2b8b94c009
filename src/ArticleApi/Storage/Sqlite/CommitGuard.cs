using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ArticleApi.Storage.Sqlite;

/// <summary>Nothing is committed to a file or log that is not at its path any more: it would be gone.</summary>
internal sealed class CommitGuard(OpenedFile file) : DbTransactionInterceptor
{
    public override InterceptionResult TransactionCommitting(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result
    )
    {
        if (file.HasMoved)
        {
            const string Why = "The database's file or its write-ahead log was moved, removed or replaced.";
            throw new SqliteException(Why, SqliteCode.ReadOnly, SqliteCode.ReadOnlyMoved);
        }

        return result;
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    ) => new(TransactionCommitting(transaction, eventData, result));
}
