using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// Writes many new rows by COPY. Single statements wait for each other, so that a commit needs few round trips.
/// </summary>
internal sealed class PostgresRowWriter(ArticleDb db) : IRowWriter
{
    /// <summary>New rows that are worth the two round trips of a COPY.</summary>
    private const int MinCopyRows = 50;

    private const int MaxBatchCommands = 500;

    private readonly List<NpgsqlBatchCommand> _waiting = [];
    private IDbContextTransaction? _transaction;

    public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class
    {
        var mapping = RowMapping.For<T>(db);

        return rows.Count < MinCopyRows
            ? EnqueueAsync(mapping.InsertSql, ValuesOf(mapping, mapping.AllColumns, rows), cancellation)
            : CopyAsync(mapping, rows, cancellation);
    }

    public async Task InsertMissingAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class
    {
        var mapping = RowMapping.For<T>(db);
        await EnqueueAsync(mapping.InsertMissingSql, ValuesOf(mapping, mapping.AllColumns, rows), cancellation);
        await FlushAsync(cancellation);
    }

    public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation, string? added = null)
        where T : class
    {
        var mapping = RowMapping.For<T>(db);

        return EnqueueAsync(mapping.UpsertSql(added), ValuesOf(mapping, mapping.AllColumns, rows), cancellation);
    }

    public Task DeleteAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class
    {
        var mapping = RowMapping.For<T>(db);

        return EnqueueAsync(mapping.DeleteSql, ValuesOf(mapping, mapping.KeyColumns, rows), cancellation);
    }

    public async Task WriteTextAsync(
        IReadOnlyCollection<FullTextChange> changes,
        FullTextTableSet tables,
        CancellationToken cancellation
    )
    {
        foreach (var (sql, arguments) in PostgresFullText.Statements(changes, tables))
            await EnqueueAsync(sql, [arguments], cancellation);
    }

    public async Task<IReadOnlyList<long>> ReserveKeysAsync<T>(int count, CancellationToken cancellation)
        where T : class
    {
        var table = RowMapping.For<T>(db).Table;

        return await db
            .Database.SqlQuery<long>(
                $"""
                SELECT nextval(pg_get_serial_sequence({table}, 'Key')) AS "Value" FROM generate_series(1, {count})
                """
            )
            .ToListAsync(cancellation);
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        DropRolledBack();
        if (_waiting.Count == 0)
            return;

        await UseAsync(
            async connection =>
            {
                await using var batch = new NpgsqlBatch(connection);
                foreach (var command in _waiting)
                    batch.BatchCommands.Add(command);
                _waiting.Clear();
                await batch.ExecuteNonQueryAsync(cancellation);
            },
            cancellation
        );
    }

    private static IEnumerable<IEnumerable<object?>> ValuesOf<T>(
        RowMapping mapping,
        IReadOnlyList<int> columns,
        IReadOnlyCollection<T> rows
    )
        where T : class => rows.Select(row => columns.Select(column => mapping.Value(row, column)));

    private async Task EnqueueAsync(string sql, IEnumerable<IEnumerable<object?>> rows, CancellationToken cancellation)
    {
        DropRolledBack();
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in row)
                command.Parameters.Add(new() { Value = value ?? DBNull.Value });
            _waiting.Add(command);
            if (_waiting.Count >= MaxBatchCommands)
                await FlushAsync(cancellation);
        }
    }

    private async Task CopyAsync<T>(RowMapping mapping, IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class
    {
        // What waits may make room for these.
        await FlushAsync(cancellation);
        await UseAsync(
            async connection =>
            {
                await using var copy = await connection.BeginBinaryImportAsync(
                    $"COPY {mapping.Table} ({mapping.ColumnList}) FROM STDIN (FORMAT BINARY)",
                    cancellation
                );
                foreach (var row in rows)
                {
                    await copy.StartRowAsync(cancellation);
                    for (var column = 0; column < mapping.Columns.Count; column++)
                    {
                        if (mapping.Value(row, column) is { } value)
                            await copy.WriteAsync(value, cancellation);
                        else
                            await copy.WriteNullAsync(cancellation);
                    }
                }

                await copy.CompleteAsync(cancellation);
            },
            cancellation
        );
    }

    // What waited for a transaction that has ended went with it.
    private void DropRolledBack()
    {
        if (!ReferenceEquals(_transaction, db.Database.CurrentTransaction))
            _waiting.Clear();
        _transaction = db.Database.CurrentTransaction;
    }

    private async Task UseAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await work((NpgsqlConnection)db.Database.GetDbConnection());
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
