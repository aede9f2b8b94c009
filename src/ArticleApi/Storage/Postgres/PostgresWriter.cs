using Npgsql;

namespace ArticleApi.Storage.Postgres;

/// <summary>Writes rows by COPY, or one by one where those taken already are to be skipped.</summary>
internal static class PostgresWriter
{
    public static async Task InsertAsync<T>(
        this NpgsqlConnection connection,
        RowMapping plan,
        IEnumerable<T> rows,
        bool skipTaken,
        CancellationToken cancellation
    )
        where T : class
    {
        if (skipTaken)
        {
            await connection.ExecuteBatchAsync(
                $"INSERT INTO {plan.Table} ({plan.ColumnList}) VALUES ({plan.ParameterList}) ON CONFLICT DO NOTHING",
                rows.Select(row => plan.Columns.Select((_, column) => plan.Value(row, column))),
                cancellation
            );
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {plan.Table} ({plan.ColumnList}) FROM STDIN (FORMAT BINARY)",
            cancellation
        );
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            for (var column = 0; column < plan.Columns.Count; column++)
            {
                if (plan.Value(row, column) is { } value)
                    await copy.WriteAsync(value, cancellation);
                else
                    await copy.WriteNullAsync(cancellation);
            }
        }

        await copy.CompleteAsync(cancellation);
    }

    /// <summary>Runs a statement once for each row of values, many to a round trip.</summary>
    public static async Task ExecuteBatchAsync(
        this NpgsqlConnection connection,
        string sql,
        IEnumerable<IEnumerable<object?>> rows,
        CancellationToken cancellation
    )
    {
        foreach (var some in rows.Chunk(500))
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var row in some)
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var value in row)
                    command.Parameters.Add(new() { Value = value ?? DBNull.Value });
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellation);
        }
    }
}
