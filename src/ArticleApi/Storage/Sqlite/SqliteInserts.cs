using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ArticleApi.Storage.Sqlite;

/// <summary>Writes rows through one prepared statement of SQLite's own interface.</summary>
internal static class SqliteInserts
{
    public static void Insert<T>(this SqliteConnection connection, RowPlan plan, IEnumerable<T> rows, bool skipTaken)
        where T : class
    {
        var sql = $"INSERT {(skipTaken ? "OR IGNORE " : "")}INTO {plan.Table} ({plan.ColumnList}) VALUES ({plan.ParameterList})";
        connection.Run(sql, rows, (statement, row) => Bind(statement, plan, row));
    }

    public static void Bind(sqlite3_stmt statement, RowPlan plan, object row)
    {
        for (var column = 0; column < plan.Columns.Count; column++)
            Bind(statement, column + 1, plan.Value(row, column));
    }

    /// <summary>Runs a statement once for each row.</summary>
    public static void Run<T>(this SqliteConnection connection, string sql, IEnumerable<T> rows, Action<sqlite3_stmt, T> bind)
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement));
        using (statement)
        {
            foreach (var row in rows)
            {
                bind(statement, row);
                var result = raw.sqlite3_step(statement);
                if (result is not raw.SQLITE_DONE and not raw.SQLITE_ROW)
                    Check(result);
                Check(raw.sqlite3_reset(statement));
            }
        }

        void Check(int result)
        {
            if (result != raw.SQLITE_OK)
                SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }
    }

    private static void Bind(sqlite3_stmt statement, int index, object? value) => _ = value switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        long number => raw.sqlite3_bind_int64(statement, index, number),
        int number => raw.sqlite3_bind_int64(statement, index, number),
        bool truth => raw.sqlite3_bind_int64(statement, index, truth ? 1 : 0),
        string text => raw.sqlite3_bind_text(statement, index, text),
        byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
        _ => throw new NotSupportedException($"A column of {value.GetType()}"),
    };
}
