using System.Globalization;
using System.Text;
using ArticleApi.Core.Search;
using Npgsql;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// Reads through Npgsql, which prepares on each connection what it is asked twice, but for searches: a prepared one is
/// planned for any word, which is wrong for most. Rare words are found through the index of words, common ones along
/// the positions.
/// </summary>
internal sealed class PostgresSqlReader(string connection) : ISqlReader, IAsyncDisposable
{
    private const int MaxPrepared = 100;

    /// <summary>A page or an article in one piece.</summary>
    private const int ReadBuffer = 64 * 1024;

    // A server allows a hundred connections unless it is told otherwise; these leave the writers forty.
    private const int MaxReading = 40;
    private const int MaxSearching = 20;

    private readonly NpgsqlDataSource _prepared = NpgsqlDataSource.Create(
        Settings(connection, MaxReading, prepare: true)
    );
    private readonly NpgsqlDataSource _planned = NpgsqlDataSource.Create(
        Settings(connection, MaxSearching, prepare: false)
    );

    public bool IsBlocking => false;

    public ValueTask<IRowReader> QueryAsync(
        SqlStatement statement,
        ReadOnlySpan<SqlArgument> arguments,
        CancellationToken cancellation
    )
    {
        var command = (statement.IsCancellable ? _planned : _prepared).CreateCommand(statement.Sql);
        foreach (var argument in arguments)
            command.Parameters.Add(
                argument.Value is { } value
                    ? new NpgsqlParameter { Value = value }
                    : new NpgsqlParameter<long> { TypedValue = argument.Number }
            );

        return RunAsync(command, cancellation);
    }

    public string JoinValues(string tables, params ReadOnlySpan<string> columns)
    {
        var where = new StringBuilder();
        for (var i = 0; i < columns.Length; i++)
            where
                .Append(i == 0 ? " WHERE " : " AND ")
                .Append(CultureInfo.InvariantCulture, $"{columns[i]} = ANY(${i + 1})");

        return tables + where;
    }

    public SqlStatement FullTextSql(string table, bool down) =>
        new(
            $"""
            SELECT "Position", -1 FROM {table}
            WHERE "Words" @@ $1::text::tsquery AND "Position" {(down ? "<=" : ">=")} $2
            ORDER BY "Position" {(down ? "DESC" : "ASC")} LIMIT $3
            """
        )
        {
            IsCancellable = true,
        };

    public string FormatMatch(Expression expression) => TsQuery.Format(expression);

    public void DropConnections()
    {
        _prepared.Clear();
        _planned.Clear();
        using var writing = new NpgsqlConnection(connection);
        NpgsqlConnection.ClearPool(writing);
    }

    public async ValueTask DisposeAsync()
    {
        await _prepared.DisposeAsync();
        await _planned.DisposeAsync();
    }

    private static async ValueTask<IRowReader> RunAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        try
        {
            return new PostgresRowReader(command, await command.ExecuteReaderAsync(cancellation));
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    // What an operator has set stays.
    private static string Settings(string connection, int most, bool prepare)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = most;
        if (!settings.ShouldSerialize("Read Buffer Size"))
            settings.ReadBufferSize = ReadBuffer;
        // Reads leave nothing on a connection that the next one would have to be kept from.
        if (!settings.ShouldSerialize("No Reset On Close"))
            settings.NoResetOnClose = true;
        if (!prepare)
            settings.MaxAutoPrepare = 0;
        else if (settings.MaxAutoPrepare == 0)
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (MaxPrepared, 2);

        return settings.ToString();
    }

    private sealed class PostgresRowReader(NpgsqlCommand command, NpgsqlDataReader reader) : IRowReader
    {
        public ValueTask<bool> ReadAsync(CancellationToken cancellation) => new(reader.ReadAsync(cancellation));

        public bool IsNull(int column) => reader.IsDBNull(column);

        // A count or a small number is as good as a bigint.
        public long GetInt64(int column) =>
            reader.GetFieldType(column) == typeof(int) ? reader.GetInt32(column) : reader.GetInt64(column);

        public string GetString(int column) => reader.GetString(column);

        public byte[] GetBytes(int column) => reader.GetFieldValue<byte[]>(column);

        public ReadOnlySpan<byte> GetSpan(int column) => GetBytes(column);

        public Guid GetGuid(int column) => reader.GetGuid(column);

        public DateTimeOffset GetInstant(int column) => new(reader.GetDateTime(column));

        public async ValueTask DisposeAsync()
        {
            await reader.DisposeAsync();
            await command.DisposeAsync();
        }
    }
}
