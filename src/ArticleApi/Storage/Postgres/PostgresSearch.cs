using Npgsql;

namespace ArticleApi.Storage.Postgres;

/// <summary>The full-text index as tables of <c>tsvector</c>, found through GIN or, for common words, along the position.</summary>
internal static class PostgresSearch
{
    public static IEnumerable<string> Create => SearchIndex.Tables.SelectMany(table => new[]
    {
        $"""CREATE TABLE {table} ("Position" bigint PRIMARY KEY, "Words" tsvector NOT NULL)""",
        $"""CREATE INDEX {table}_words ON {table} USING gin("Words")""",
    });

    public static async Task Index(this NpgsqlConnection connection, IEnumerable<SearchEntry> entries, CancellationToken cancellation)
    {
        foreach (var table in entries.GroupBy(entry => SearchIndex.Table(entry.List, entry.Audience)))
        {
            var gone = table.Where(entry => entry.Was).Select(entry => entry.Position).ToArray();
            if (gone.Length > 0)
            {
                await using var delete = new NpgsqlCommand($"""DELETE FROM {table.Key} WHERE "Position" = ANY($1)""", connection) { Parameters = { new() { Value = gone } } };
                await delete.ExecuteNonQueryAsync(cancellation);
            }

            await connection.Run(
                $"""INSERT INTO {table.Key} ("Position", "Words") VALUES ($1, $2::text::tsvector)""",
                table.Where(entry => entry.New is not null).Select(entry => new object?[] { entry.Position, TextVector.Of(entry.New!) }), cancellation);
        }
    }
}
