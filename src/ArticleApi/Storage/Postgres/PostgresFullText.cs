using Npgsql;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// The full-text index as tables of <c>tsvector</c>, found through GIN or, for common words, along the position.
/// </summary>
internal static class PostgresFullText
{
    public static IEnumerable<string> Create => FullTextTables.Tables.SelectMany(CreateSql);

    /// <summary>Searches go on asking the old tables, while new ones are filled beside them.</summary>
    public static IEnumerable<string> Begin =>
        FullTextTables
            .Tables.Select(FullTextTables.NextOf)
            .SelectMany(table => (string[])[$"DROP TABLE IF EXISTS {table}", .. CreateSql(table)]);

    public static IEnumerable<string> End =>
        FullTextTables.Tables.SelectMany(table =>
            new[]
            {
                $"DROP TABLE {table}",
                $"ALTER TABLE {FullTextTables.NextOf(table)} RENAME TO {table}",
                $"ALTER INDEX {FullTextTables.NextOf(table)}_pkey RENAME TO {table}_pkey",
                $"ALTER INDEX {FullTextTables.NextOf(table)}_words RENAME TO {table}_words",
            }
        );

    private static string[] CreateSql(string table) =>
        [
            $"""CREATE TABLE {table} ("Position" bigint PRIMARY KEY, "Words" tsvector NOT NULL)""",
            $"""CREATE INDEX {table}_words ON {table} USING gin("Words")""",
        ];

    public static async Task IndexAsync(
        this NpgsqlConnection connection,
        IEnumerable<FullTextChange> entries,
        FullTextTableSet tables,
        CancellationToken cancellation
    )
    {
        foreach (var table in entries.GroupBy(entry => FullTextTables.Table(entry.List, entry.Audience)))
        {
            if (tables.HasFlag(FullTextTableSet.Live))
                await connection.IndexAsync(table.Key, table, cancellation);
            if (tables.HasFlag(FullTextTableSet.Next))
                await connection.IndexAsync(FullTextTables.NextOf(table.Key), table, cancellation);
        }
    }

    private static async Task IndexAsync(
        this NpgsqlConnection connection,
        string table,
        IEnumerable<FullTextChange> entries,
        CancellationToken cancellation
    )
    {
        var gone = entries.Where(entry => entry.WasIndexed).Select(entry => entry.Position).ToArray();
        if (gone.Length > 0)
        {
            await using var delete = new NpgsqlCommand(
                $"""DELETE FROM {table} WHERE "Position" = ANY($1)""",
                connection
            )
            {
                Parameters = { new() { Value = gone } },
            };
            await delete.ExecuteNonQueryAsync(cancellation);
        }

        await connection.ExecuteBatchAsync(
            $"""INSERT INTO {table} ("Position", "Words") VALUES ($1, $2::text::tsvector)""",
            entries
                .Where(entry => entry.After is not null)
                .Select(entry => new object?[] { entry.Position, TsVector.Format(entry.After!) }),
            cancellation
        );
    }
}
