namespace ArticleApi.Storage.Postgres;

/// <summary>
/// The full-text index as tables of <c>tsvector</c>, found through GIN or, for common words, along the position.
/// </summary>
internal static class PostgresFullText
{
    public static IEnumerable<string> Create => FullTextTables.Tables.SelectMany(CreateSql);

    /// <summary>Searches go on reading the old tables, while new ones are filled beside them.</summary>
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

    /// <summary>The statements that make changes, and their arguments.</summary>
    public static IEnumerable<(string Sql, object[] Arguments)> Statements(
        IEnumerable<FullTextChange> changes,
        FullTextTableSet tables
    ) =>
        from table in changes.GroupBy(change => FullTextTables.Table(change.Collection, change.Audience))
        from name in (string[])
            [
                .. tables.HasFlag(FullTextTableSet.Live) ? [table.Key] : Array.Empty<string>(),
                .. tables.HasFlag(FullTextTableSet.Next) ? [FullTextTables.NextOf(table.Key)] : Array.Empty<string>(),
            ]
        from statement in Statements(name, table)
        select statement;

    private static IEnumerable<(string Sql, object[] Arguments)> Statements(
        string table,
        IEnumerable<FullTextChange> changes
    )
    {
        var gone = changes.Where(change => change.WasIndexed).Select(change => change.Position).ToArray();
        if (gone.Length > 0)
            yield return ($"""DELETE FROM {table} WHERE "Position" = ANY($1)""", [gone]);

        foreach (var change in changes)
        {
            if (change.After is { } text)
                yield return (
                    $"""INSERT INTO {table} ("Position", "Words") VALUES ($1, $2::text::tsvector)""",
                    [change.Position, TsVector.Format(text)]
                );
        }
    }
}
