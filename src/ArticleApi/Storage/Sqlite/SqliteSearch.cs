using ArticleApi.Core.Search;
using Microsoft.Data.Sqlite;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// The full-text index as FTS5 tables whose row id is the position, so that matches come in the lists' order. That of
/// the articles keeps no contents: what is to be forgotten is told again. Secure-delete takes it out of the index at
/// once.
/// </summary>
internal static class SqliteSearch
{
    /// <summary>
    /// Segments of one level before they are merged: as few as searches like while articles come singly.
    /// </summary>
    private const int Automerge = 8;

    // A transaction's words are gathered in memory before they are written as one segment.
    private const int HashBytes = 64 * 1024 * 1024;

    public static IEnumerable<string> Create =>
        SearchIndex.Tables.SelectMany(table => Made(table, IsWithoutContents(table)));

    /// <summary>
    /// The old tables go at once: they forget only what they are told as it was, and that cannot be told any more. So a
    /// search finds no table until the new ones are whole.
    /// </summary>
    public static IEnumerable<string> Begin =>
        SearchIndex.Tables.SelectMany(table =>
            (string[])
                [
                    $"DROP TABLE IF EXISTS {table}",
                    $"DROP TABLE IF EXISTS {SearchIndex.NextOf(table)}",
                    .. Made(SearchIndex.NextOf(table), IsWithoutContents(table)),
                ]
        );

    public static IEnumerable<string> End =>
        SearchIndex.Tables.Select(table => $"ALTER TABLE {SearchIndex.NextOf(table)} RENAME TO {table}");

    private static string[] Made(string table, bool withoutContents) =>
        [
            $"CREATE VIRTUAL TABLE {table} USING fts5(headline, abstract, caption, body, tokenize='ascii'{(withoutContents ? ", content=''" : "")})",
            $"INSERT INTO {table}({table}, rank) VALUES('secure-delete', 1)",
            $"INSERT INTO {table}({table}, rank) VALUES('hashsize', {HashBytes})",
            $"INSERT INTO {table}({table}, rank) VALUES('automerge', {Automerge})",
        ];

    /// <param name="next">Whether the tables that are being filled are meant.</param>
    public static void Index(this SqliteConnection connection, IEnumerable<SearchEntry> entries, bool next)
    {
        // In ascending order all of a table's entries share one segment.
        foreach (var table in entries.GroupBy(entry => SearchIndex.Table(entry.List, entry.Audience)))
        {
            var (name, sorted) = (
                next ? SearchIndex.NextOf(table.Key) : table.Key,
                table.OrderBy(entry => entry.Position).ToList()
            );
            if (IsWithoutContents(table.Key))
                connection.Run(
                    $"INSERT INTO {name}({name}, rowid, headline, abstract, caption, body) VALUES('delete', $1, $2, $3, $4, $5)",
                    sorted.Where(entry => entry.Old is not null),
                    (statement, entry) => Bind(statement, entry.Position, entry.Old!)
                );
            else
                connection.Run(
                    $"DELETE FROM {name} WHERE rowid = $1",
                    sorted.Where(entry => entry.Was),
                    (statement, entry) => _ = SqliteNative.Bind(statement, 1, entry.Position)
                );
            connection.Run(
                $"INSERT INTO {name}(rowid, headline, abstract, caption, body) VALUES($1, $2, $3, $4, $5)",
                sorted.Where(entry => entry.New is not null),
                (statement, entry) => Bind(statement, entry.Position, entry.New!)
            );
        }
    }

    private static bool IsWithoutContents(string table) =>
        Enum.GetValues<Core.Articles.Audience>()
            .Any(audience => table == SearchIndex.Table(SearchIndex.Articles, audience));

    private static void Bind(nint statement, long position, SearchText text)
    {
        _ = SqliteNative.Bind(statement, 1, position);
        Columns[] columns = [Columns.Headline, Columns.Abstract, Columns.Caption, Columns.Body];
        for (var column = 0; column < columns.Length; column++)
            _ = SqliteNative.BindText(statement, column + 2, text.Utf8(columns[column]));
    }
}
