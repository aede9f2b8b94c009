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
            // There is little in a vector to compress, and trying costs more than writing it.
            $"""ALTER TABLE {table} ALTER "Words" SET STORAGE EXTERNAL""",
            $"""CREATE INDEX {table}_words ON {table} USING gin("Words")""",
        ];

    /// <summary>The changes by the table that takes them.</summary>
    public static IEnumerable<(string Table, List<FullTextChange> Changes)> ByTable(
        IEnumerable<FullTextChange> changes,
        FullTextTableSet tables
    ) =>
        from table in changes.GroupBy(change => FullTextTables.Table(change.Collection, change.Audience))
        let sorted = table.OrderBy(change => change.Position).ToList()
        from name in (string[])
            [
                .. tables.HasFlag(FullTextTableSet.Live) ? [table.Key] : Array.Empty<string>(),
                .. tables.HasFlag(FullTextTableSet.Next) ? [FullTextTables.NextOf(table.Key)] : Array.Empty<string>(),
            ]
        select (name, sorted);

    public static string DeleteSql(string table) => $"""DELETE FROM {table} WHERE "Position" = ANY($1)""";

    /// <summary>Takes a position, and words as <see cref="TsVector.Format"/> gives them.</summary>
    public static string InsertSql(string table) =>
        $"""INSERT INTO {table} ("Position", "Words") VALUES ($1, $2::text::tsvector)""";

    /// <summary>Takes positions, and words as <see cref="TsVectorEncoder"/> gives them.</summary>
    public static string CopySql(string table) => $"""COPY {table} ("Position", "Words") FROM STDIN (FORMAT BINARY)""";

    /// <summary>
    /// To come before many texts: until the transaction ends, their words gather in the index's pending list for <see
    /// cref="MergeSql"/>. Merged each time that the usual four megabytes are full, every frequent word's list would be
    /// written anew each time.
    /// </summary>
    public static string GatherSql => "SET LOCAL gin_pending_list_limit = '256MB'";

    /// <summary>
    /// To come after them, and to make one sorted run of what was gathered: every search reads what still pends.
    /// </summary>
    public static string MergeSql(string table) => $"SELECT gin_clean_pending_list('{table}_words')";
}
