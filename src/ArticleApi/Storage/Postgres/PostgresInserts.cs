using Npgsql;

namespace ArticleApi.Storage.Postgres;

/// <summary>Writes rows by COPY, or one by one where those taken already are to be skipped.</summary>
internal static class PostgresInserts
{
    public static async Task Insert<T>(this NpgsqlConnection connection, RowPlan plan, IEnumerable<T> rows, bool skipTaken, CancellationToken cancellation)
        where T : class
    {
        if (skipTaken)
        {
            foreach (var row in rows)
            {
                await using var command = new NpgsqlCommand($"INSERT INTO {plan.Table} ({plan.ColumnList}) VALUES ({plan.ParameterList}) ON CONFLICT DO NOTHING", connection);
                for (var column = 0; column < plan.Columns.Count; column++)
                    command.Parameters.Add(new() { Value = plan.Value(row, column) ?? DBNull.Value });
                await command.ExecuteNonQueryAsync(cancellation);
            }

            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync($"COPY {plan.Table} ({plan.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellation);
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
}
