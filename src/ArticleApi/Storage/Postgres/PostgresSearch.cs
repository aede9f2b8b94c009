using Npgsql;

namespace ArticleApi.Storage.Postgres;

/// <summary>
/// The full-text index as tables of <c>tsvector</c>, found through GIN or, for common words, along the position.
/// </summary>
internal static class PostgresSearch
{
    public static IEnumerable<string> Create => SearchIndex.Tables.SelectMany(Made);

    /// <summary>Searches go on asking the old tables, while new ones are filled beside them.</summary>
    public static IEnumerable<string> Begin =>
        SearchIndex
            .Tables.Select(SearchIndex.NextOf)
            .SelectMany(table => (string[])[$"DROP TABLE IF EXISTS {table}", .. Made(table)]);

    public static IEnumerable<string> End =>
        SearchIndex.Tables.SelectMany(table =>
            new[]
            {
                $"DROP TABLE {table}",
                $"ALTER TABLE {SearchIndex.NextOf(table)} RENAME TO {table}",
                $"ALTER INDEX {SearchIndex.NextOf(table)}_pkey RENAME TO {table}_pkey",
                $"ALTER INDEX {SearchIndex.NextOf(table)}_words RENAME TO {table}_words",
            }
        );

    private static string[] Made(string table) =>
        [
            $"""CREATE TABLE {table} ("Position" bigint PRIMARY KEY, "Words" tsvector NOT NULL)""",
            $"""CREATE INDEX {table}_words ON {table} USING gin("Words")""",
        ];

    public static async Task Index(
        this NpgsqlConnection connection,
        IEnumerable<SearchEntry> entries,
        IndexTables tables,
        CancellationToken cancellation
    )
    {
        foreach (var table in entries.GroupBy(entry => SearchIndex.Table(entry.List, entry.Audience)))
        {
            if (tables.HasFlag(IndexTables.Live))
                await connection.Index(table.Key, table, cancellation);
            if (tables.HasFlag(IndexTables.Next))
                await connection.Index(SearchIndex.NextOf(table.Key), table, cancellation);
        }
    }

    private static async Task Index(
        this NpgsqlConnection connection,
        string table,
        IEnumerable<SearchEntry> entries,
        CancellationToken cancellation
    )
    {
        var gone = entries.Where(entry => entry.Was).Select(entry => entry.Position).ToArray();
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

        await connection.Run(
            $"""INSERT INTO {table} ("Position", "Words") VALUES ($1, $2::text::tsvector)""",
            entries
                .Where(entry => entry.New is not null)
                .Select(entry => new object?[] { entry.Position, TextVector.Of(entry.New!) }),
            cancellation
        );
    }
}
