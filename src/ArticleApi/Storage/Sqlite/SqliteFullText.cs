using ArticleApi.Core.Search;
using Microsoft.Data.Sqlite;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// The full-text index as FTS5 tables whose row id is the position, so that matches come in the lists' order. That of
/// the articles keeps no contents: what is to be forgotten is told again. Secure-delete takes it out of the index at
/// once.
/// </summary>
internal static class SqliteFullText
{
    /// <summary>
    /// Segments of one level before they are merged: as few as searches like while articles come singly.
    /// </summary>
    private const int Automerge = 8;

    // A transaction's words are gathered in memory before they are written as one segment.
    private const int HashBytes = 64 * 1024 * 1024;

    public static IEnumerable<string> Create =>
        FullTextTables.Tables.SelectMany(table => CreateSql(table, IsContentless(table)));

    /// <summary>
    /// The old tables go at once: they forget only what they are told as it was, and that cannot be told any more. So a
    /// search finds no table until the new ones are whole.
    /// </summary>
    public static IEnumerable<string> Begin =>
        FullTextTables.Tables.SelectMany(table =>
            (string[])
                [
                    $"DROP TABLE IF EXISTS {table}",
                    $"DROP TABLE IF EXISTS {FullTextTables.NextOf(table)}",
                    .. CreateSql(FullTextTables.NextOf(table), IsContentless(table)),
                ]
        );

    public static IEnumerable<string> End =>
        FullTextTables.Tables.Select(table => $"ALTER TABLE {FullTextTables.NextOf(table)} RENAME TO {table}");

    private const string Columns = "headline, abstract, caption, body";

    private static string[] CreateSql(string table, bool withoutContents) =>
        [
            $"CREATE VIRTUAL TABLE {table} USING fts5({Columns}, "
                + $"tokenize='ascii'{(withoutContents ? ", content=''" : "")})",
            $"INSERT INTO {table}({table}, rank) VALUES('secure-delete', 1)",
            $"INSERT INTO {table}({table}, rank) VALUES('hashsize', {HashBytes})",
            $"INSERT INTO {table}({table}, rank) VALUES('automerge', {Automerge})",
        ];

    /// <param name="next">Whether the tables that are being filled are meant.</param>
    public static void Index(this SqliteConnection connection, IEnumerable<FullTextChange> entries, bool next)
    {
        // In ascending order all of a table's entries share one segment.
        foreach (var table in entries.GroupBy(entry => FullTextTables.Table(entry.Collection, entry.Audience)))
        {
            var (name, sorted) = (
                next ? FullTextTables.NextOf(table.Key) : table.Key,
                table.OrderBy(entry => entry.Position).ToList()
            );
            if (IsContentless(table.Key))
                connection.ExecuteForEach(
                    $"INSERT INTO {name}({name}, rowid, {Columns}) VALUES('delete', $1, $2, $3, $4, $5)",
                    sorted.Where(entry => entry.Before is not null),
                    (statement, entry) => Bind(statement, entry.Position, entry.Before!)
                );
            else
                connection.ExecuteForEach(
                    $"DELETE FROM {name} WHERE rowid = $1",
                    sorted.Where(entry => entry.WasIndexed),
                    (statement, entry) => _ = SqliteNative.Bind(statement, 1, entry.Position)
                );
            connection.ExecuteForEach(
                $"INSERT INTO {name}(rowid, {Columns}) VALUES($1, $2, $3, $4, $5)",
                sorted.Where(entry => entry.After is not null),
                (statement, entry) => Bind(statement, entry.Position, entry.After!)
            );
        }
    }

    private static bool IsContentless(string table) =>
        Enum.GetValues<Core.Articles.Audience>()
            .Any(audience => table == FullTextTables.Table(Collections.Articles, audience));

    private static void Bind(nint statement, long position, TokenizedText text)
    {
        _ = SqliteNative.Bind(statement, 1, position);
        TextFields[] columns = [TextFields.Headline, TextFields.Abstract, TextFields.Caption, TextFields.Body];
        for (var column = 0; column < columns.Length; column++)
            _ = SqliteNative.BindText(statement, column + 2, text.GetUtf8(columns[column]));
    }
}
