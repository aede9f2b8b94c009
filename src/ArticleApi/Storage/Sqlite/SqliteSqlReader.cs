using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ArticleApi.Core.Search;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ArticleApi.Storage.Sqlite;

/// <summary>Reads through SQLite's own interface, each on a connection that keeps its prepared statements.</summary>
internal sealed class SqliteSqlReader(string connection) : ISqlReader, IDisposable
{
    private readonly ConcurrentBag<PooledConnection> _idle = [];
    private volatile bool _disposed;
    private volatile int _drops;

    public bool IsBlocking => true;

    public ValueTask<IRowReader> QueryAsync(
        SqlStatement statement,
        ReadOnlySpan<SqlArgument> arguments,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        var lane = TakeIdle() ?? new PooledConnection(this, connection);
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

    // The numbers come first: asked for by IN, they would be put into an index of their own beforehand.
    public string JoinValues(string tables, params ReadOnlySpan<string> columns)
    {
        var (from, where) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < columns.Length; i++)
        {
            from.Append(
                CultureInfo.InvariantCulture,
                $"(SELECT value AS wanted{i} FROM json_each(${i + 1})) CROSS JOIN "
            );
            where
                .Append(i == 0 ? " WHERE " : " AND ")
                .Append(CultureInfo.InvariantCulture, $"{columns[i]} = wanted{i}");
        }

        return $"{from}{tables}{where}";
    }

    public SqlStatement FullTextSql(string table, bool down) =>
        new(
            $"""
            SELECT rowid AS "Position", -1 FROM {table} WHERE {table} MATCH $1 AND rowid {(down ? "<=" : ">=")} $2
            ORDER BY rowid {(down ? "DESC" : "ASC")} LIMIT $3
            """
        )
        {
            IsCancellable = true,
        };

    public string FormatMatch(Expression expression) => Fts5Match.Format(expression);

    public void DropConnections()
    {
        Interlocked.Increment(ref _drops);
        CloseIdle();
        using var writing = new SqliteConnection(SqliteFile.Prepare(connection));
        SqliteConnection.ClearPool(writing);
    }

    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    private PooledConnection? TakeIdle()
    {
        while (_idle.TryTake(out var lane))
        {
            if (lane.Drops == _drops)
                return lane;

            lane.Close();
        }

        return null;
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var lane))
            lane.Close();
    }

    /// <summary>One connection, running one statement at a time.</summary>
    private sealed class PooledConnection : IRowReader
    {
        private readonly SqliteSqlReader _owner;
        private readonly SqliteConnection _connection;
        private readonly Dictionary<SqlStatement, sqlite3_stmt> _prepared = new(ReferenceEqualityComparer.Instance);

        // The address of one of those.
        private nint _running;
        private CancellationTokenRegistration _cancelling;

        public PooledConnection(SqliteSqlReader owner, string connection)
        {
            (_owner, Drops) = (owner, owner._drops);
            var settings = new SqliteConnectionStringBuilder(SqliteFile.Prepare(connection)) { Pooling = false };
            _connection = new(settings.ToString());
            _connection.Open();
            SqliteSettings.Apply(_connection);
            using var command = _connection.CreateCommand();
            command.CommandText = "PRAGMA query_only = ON";
            command.ExecuteNonQuery();
        }

        /// <summary>How often connections had been dropped when this one was opened.</summary>
        public int Drops { get; }

        public void Begin(SqlStatement statement, ReadOnlySpan<SqlArgument> arguments, CancellationToken cancellation)
        {
            if (!_prepared.TryGetValue(statement, out var prepared))
            {
                Check(
                    raw.sqlite3_prepare_v3(
                        _connection.Handle,
                        statement.Sql,
                        raw.SQLITE_PREPARE_PERSISTENT,
                        out prepared
                    )
                );
                _prepared.Add(statement, prepared);
            }

            _running = prepared.DangerousGetHandle();
            for (var i = 0; i < arguments.Length; i++)
                Check(Bind(_running, i + 1, arguments[i]));
            if (statement.IsCancellable)
                _cancelling = cancellation.UnsafeRegister(
                    static lane => raw.sqlite3_interrupt(((PooledConnection)lane!)._connection.Handle),
                    this
                );
        }

        public ValueTask<bool> ReadAsync(CancellationToken cancellation)
        {
            var result = SqliteNative.Step(_running);
            if (result == raw.SQLITE_INTERRUPT)
                cancellation.ThrowIfCancellationRequested();
            if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
                Check(result);

            return new(result == raw.SQLITE_ROW);
        }

        public bool IsNull(int column) => SqliteNative.Type(_running, column) == raw.SQLITE_NULL;

        public long GetInt64(int column) => SqliteNative.Long(_running, column);

        public string GetString(int column) => SqliteNative.Text(_running, column);

        public byte[] GetBytes(int column) => SqliteNative.Bytes(_running, column).ToArray();

        public ReadOnlySpan<byte> GetSpan(int column) => SqliteNative.Bytes(_running, column);

        public Guid GetGuid(int column) => new(SqliteNative.Bytes(_running, column), bigEndian: true);

        public DateTimeOffset GetInstant(int column) => DateTimeOffset.FromUnixTimeMilliseconds(GetInt64(column));

        // A statement that is not reset holds its snapshot, and with it the write-ahead log.
        public ValueTask DisposeAsync()
        {
            // Disposing waits for a callback that runs: none reaches the lane's next statement.
            _cancelling.Dispose();
            _cancelling = default;
            _ = SqliteNative.Reset(_running);
            _running = 0;
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

        private static int Bind(nint statement, int index, SqlArgument argument)
        {
            switch (argument.Value)
            {
                case null:
                    return SqliteNative.Bind(statement, index, argument.Number);
                case string text:
                    return SqliteNative.BindText(statement, index, text);
                case Guid id:
                    Span<byte> bytes = stackalloc byte[16];
                    id.TryWriteBytes(bytes, bigEndian: true, out _);
                    return SqliteNative.Bind(statement, index, bytes);
                default:
                    return SqliteNative.BindText(statement, index, argument.Json);
            }
        }

        private void Check(int result)
        {
            if (result != raw.SQLITE_OK)
                SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
    }
}
