using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ArticleApi.Storage.Sqlite;

/// <summary>Nothing is committed to a file that is no longer at its path: it would be acknowledged, and gone.</summary>
internal sealed class SqliteCommits : DbTransactionInterceptor
{
    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        if (((SqliteConnection?)transaction.Connection)?.Handle is { } handle && SqliteNative.HasMoved(handle))
            throw new SqliteException("The database's file was moved, removed or replaced.", SqliteCode.ReadOnly, SqliteCode.ReadOnlyMoved);

        return result;
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(TransactionCommitting(transaction, eventData, result));
}
