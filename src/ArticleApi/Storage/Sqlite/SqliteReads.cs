using System.Collections.Concurrent;
using ArticleApi.Core.Search;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ArticleApi.Storage.Sqlite;

/// <summary>Reads through SQLite's own interface, each on a connection that keeps its prepared statements.</summary>
internal sealed class SqliteReads(string connection) : IReads, IDisposable
{
    private readonly ConcurrentBag<Lane> _idle = [];
    private volatile bool _disposed;

    public ValueTask<IRows> Query(Statement statement, ReadOnlySpan<Argument> arguments, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        var lane = _idle.TryTake(out var idle) ? idle : new Lane(this, connection);
        try
        {
            lane.Begin(statement, arguments, cancellation);
        }
        catch
        {
            lane.Close();
            throw;
        }

        return new(lane);
    }

    public string In(string column, int parameter) => $"{column} IN (SELECT value FROM json_each(${parameter}))";

    public Statement Search(string table, bool down) => new(
        $"SELECT rowid, -1 FROM {table} WHERE {table} MATCH $1 AND rowid {(down ? "<=" : ">=")} $2 ORDER BY rowid {(down ? "DESC" : "ASC")} LIMIT $3")
    {
        MayRunLong = true,
    };

    public string Spelled(Expression expression) => Fts5.Of(expression);

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var lane))
            lane.Close();
    }

    /// <summary>One connection, running one statement at a time.</summary>
    private sealed class Lane : IRows
    {
        private readonly SqliteReads _owner;
        private readonly SqliteConnection _connection;
        private readonly Dictionary<Statement, sqlite3_stmt> _prepared = new(ReferenceEqualityComparer.Instance);
        private sqlite3_stmt? _running;
        private CancellationTokenRegistration _cancelling;

        public Lane(SqliteReads owner, string connection)
        {
            _owner = owner;
            _connection = new(new SqliteConnectionStringBuilder(connection) { Pooling = false }.ToString());
            _connection.Open();
            SqliteSettings.Apply(_connection);
            using var command = _connection.CreateCommand();
            command.CommandText = "PRAGMA query_only = ON";
            command.ExecuteNonQuery();
        }

        public void Begin(Statement statement, ReadOnlySpan<Argument> arguments, CancellationToken cancellation)
        {
            if (!_prepared.TryGetValue(statement, out var prepared))
            {
                Check(raw.sqlite3_prepare_v3(_connection.Handle, statement.Sql, raw.SQLITE_PREPARE_PERSISTENT, out prepared));
                _prepared.Add(statement, prepared);
            }

            for (var i = 0; i < arguments.Length; i++)
                Check(Bind(prepared, i + 1, arguments[i]));
            _running = prepared;
            if (statement.MayRunLong)
                _cancelling = cancellation.UnsafeRegister(static lane => raw.sqlite3_interrupt(((Lane)lane!)._connection.Handle), this);
        }

        public ValueTask<bool> Read(CancellationToken cancellation)
        {
            var result = raw.sqlite3_step(_running);
            if (result == raw.SQLITE_INTERRUPT)
                cancellation.ThrowIfCancellationRequested();
            if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
                Check(result);

            return new(result == raw.SQLITE_ROW);
        }

        public bool IsNull(int column) => raw.sqlite3_column_type(_running, column) == raw.SQLITE_NULL;

        public long Long(int column) => raw.sqlite3_column_int64(_running, column);

        public string Text(int column) => raw.sqlite3_column_text(_running, column).utf8_to_string();

        public byte[] Bytes(int column) => raw.sqlite3_column_blob(_running, column).ToArray();

        public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(_running, column);

        public Guid Id(int column) => new(raw.sqlite3_column_blob(_running, column), bigEndian: true);

        public DateTimeOffset Instant(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

        // A statement that is not reset holds its snapshot, and with it the write-ahead log.
        public ValueTask DisposeAsync()
        {
            // Disposing waits for a callback that runs: none reaches the lane's next statement.
            _cancelling.Dispose();
            _cancelling = default;
            raw.sqlite3_reset(_running);
            _running = null;
            if (_owner._disposed)
                Close();
            else
                _owner._idle.Add(this);
            return ValueTask.CompletedTask;
        }

        public void Close()
        {
            foreach (var prepared in _prepared.Values)
                prepared.Dispose();
            _connection.Dispose();
        }

        private static int Bind(sqlite3_stmt statement, int index, Argument argument)
        {
            switch (argument.Value)
            {
                case null:
                    return raw.sqlite3_bind_int64(statement, index, argument.Number);
                case string text:
                    return raw.sqlite3_bind_text(statement, index, text);
                case Guid id:
                    Span<byte> bytes = stackalloc byte[16];
                    id.TryWriteBytes(bytes, bigEndian: true, out _);
                    return raw.sqlite3_bind_blob(statement, index, bytes);
                default:
                    return raw.sqlite3_bind_text(statement, index, argument.Json);
            }
        }

        private void Check(int result)
        {
            if (result != raw.SQLITE_OK)
                SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
    }
}
