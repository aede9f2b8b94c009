using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage.Sqlite;

/// <summary>Writes rows through prepared statements, at once.</summary>
internal sealed class SqliteRowWriter(ArticleDb db) : IRowWriter
{
    public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class => ExecuteAsync(rows, mapping => mapping.InsertSql, mapping => mapping.AllColumns);

    public EncodedRow<T> Encode<T>(T row)
        where T : class => RowMapping.For<T>(db).Encode(row);

    public Task InsertEncodedAsync<T>(IReadOnlyCollection<EncodedRow<T>> rows, CancellationToken cancellation)
        where T : class
    {
        var mapping = RowMapping.For<T>(db);

        return ExecuteAsync(rows, mapping.InsertSql, SqliteRowBinder.ForEncoded<T>(mapping));
    }

    public Task InsertMissingAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class => ExecuteAsync(rows, mapping => mapping.InsertMissingSql, mapping => mapping.AllColumns);

    public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation, string? added = null)
        where T : class => ExecuteAsync(rows, mapping => mapping.UpsertSql(added), mapping => mapping.AllColumns);

    public Task DeleteAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class => ExecuteAsync(rows, mapping => mapping.DeleteSql, mapping => mapping.KeyColumns);

    // The old tables are gone while new ones are filled.
    public Task WriteTextAsync(
        IReadOnlyCollection<FullTextChange> changes,
        FullTextTableSet tables,
        CancellationToken cancellation
    ) =>
        changes.Count == 0
            ? Task.CompletedTask
            : UseAsync(connection => connection.Index(changes, tables.HasFlag(FullTextTableSet.Next)));

    public async Task<IReadOnlyList<long>> ReserveKeysAsync<T>(int count, CancellationToken cancellation)
        where T : class
    {
        var table = RowMapping.For<T>(db).Table;
        var last = await db
            .Database.SqlQuery<long>(
                $"SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = {table}), 0) AS Value"
            )
            .SingleAsync(cancellation);

        return [.. Enumerable.Range(1, count).Select(number => last + number)];
    }

    public Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <param name="columns">Whose values the statement takes, in its order.</param>
    private Task ExecuteAsync<T>(
        IReadOnlyCollection<T> rows,
        Func<RowMapping, string> sql,
        Func<RowMapping, IReadOnlyList<int>> columns
    )
        where T : class
    {
        var mapping = RowMapping.For<T>(db);

        return ExecuteAsync(rows, sql(mapping), SqliteRowBinder.For<T>(mapping, columns(mapping)));
    }

    private Task ExecuteAsync<T>(IReadOnlyCollection<T> rows, string sql, Action<nint, T> bind) =>
        rows.Count == 0 ? Task.CompletedTask : UseAsync(connection => connection.ExecuteForEach(sql, rows, bind));

    private Task UseAsync(Action<SqliteConnection> work)
    {
        db.Database.OpenConnection();
        try
        {
            work((SqliteConnection)db.Database.GetDbConnection());
        }
        finally
        {
            db.Database.CloseConnection();
        }

        return Task.CompletedTask;
    }
}
