using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// Writes many new rows and texts by COPY. Statements wait for each other, so that a commit needs few round trips.
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

    // The server has the most to do: what is written out while it works costs nothing.
    public EncodedRow<T> Encode<T>(T row)
        where T : class => new(row, []);

    public Task InsertEncodedAsync<T>(IReadOnlyCollection<EncodedRow<T>> rows, CancellationToken cancellation)
        where T : class => InsertAsync([.. rows.Select(encoded => encoded.Row)], cancellation);

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

        return rows.Count < MinCopyRows || RowArrays.HaveRepeatedKeys(mapping, rows)
            ? EnqueueAsync(mapping.UpsertSql(added), ValuesOf(mapping, mapping.AllColumns, rows), cancellation)
            : EnqueueOneAsync(
                mapping.UpsertSql(added, RowArrays.UnnestSql(mapping)),
                RowArrays.ArraysOf(mapping, rows),
                cancellation
            );
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
        foreach (var (table, changed) in PostgresFullText.ByTable(changes, tables))
        {
            var gone = changed.Where(change => change.WasIndexed).Select(change => change.Position).ToArray();
            if (gone.Length > 0)
                await EnqueueOneAsync(PostgresFullText.DeleteSql(table), [gone], cancellation);

            var texts = changed.Where(change => change.After is not null).ToList();
            if (texts.Count >= MinCopyRows)
                await CopyTextsAsync(table, texts, cancellation);
            else
                await EnqueueAsync(
                    PostgresFullText.InsertSql(table),
                    texts.Select(text => (object?[])[text.Position, TsVector.Format(text.After!)]),
                    cancellation
                );
        }
    }

    public async Task<IReadOnlyList<long>> ReserveKeysAsync<T>(int count, CancellationToken cancellation)
        where T : class
    {
        var table = RowMapping.For<T>(db).Table;

        return await db
            .Database.SqlQuery<long>(
                $"""
                WITH sequence AS MATERIALIZED (SELECT pg_get_serial_sequence({table}, 'Key')::regclass AS name)
                SELECT nextval(name) AS "Value" FROM sequence, generate_series(1, {count})
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

    private Task EnqueueOneAsync(string sql, IEnumerable<object?> arguments, CancellationToken cancellation) =>
        EnqueueAsync(sql, [arguments], cancellation);

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

    private Task CopyAsync<T>(RowMapping mapping, IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class =>
        CopyAsync(
            $"COPY {mapping.Table} ({mapping.ColumnList}) FROM STDIN (FORMAT BINARY)",
            rows,
            PostgresRowCopier.For<T>(mapping),
            cancellation
        );

    private async Task CopyTextsAsync(
        string table,
        IReadOnlyCollection<FullTextChange> texts,
        CancellationToken cancellation
    )
    {
        var encoder = new TsVectorEncoder();
        await EnqueueOneAsync(PostgresFullText.GatherSql, [], cancellation);
        await CopyAsync(
            PostgresFullText.CopySql(table),
            texts,
            (copy, text) =>
            {
                copy.Write(text.Position);
                // A COPY names no types: these are the bytes that a vector has.
                copy.Write(encoder.Encode(text.After!), NpgsqlDbType.Bytea);
            },
            cancellation
        );
        await EnqueueOneAsync(PostgresFullText.MergeSql(table), [], cancellation);
    }

    private async Task CopyAsync<T>(
        string sql,
        IEnumerable<T> rows,
        Action<NpgsqlBinaryImporter, T> write,
        CancellationToken cancellation
    )
    {
        // What waits may make room for these.
        await FlushAsync(cancellation);
        await UseAsync(
            async connection =>
            {
                await using var copy = await connection.BeginBinaryImportAsync(sql, cancellation);
                // A value waits for nothing but room in the socket, and is written in less time than a task takes.
                foreach (var row in rows)
                {
                    cancellation.ThrowIfCancellationRequested();
                    copy.StartRow();
                    write(copy, row);
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
