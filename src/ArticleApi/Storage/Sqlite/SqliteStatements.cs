using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ArticleApi.Storage.Sqlite;

/// <summary>Runs prepared statements through SQLite's own interface.</summary>
internal static class SqliteStatements
{
    /// <summary>Runs a statement once for each row.</summary>
    public static void ExecuteForEach<T>(
        this SqliteConnection connection,
        string sql,
        IEnumerable<T> rows,
        Action<nint, T> bind
    )
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement));
        using (statement)
        {
            var address = statement.DangerousGetHandle();
            foreach (var row in rows)
            {
                bind(address, row);
                var result = SqliteNative.Step(address);
                if (result is not raw.SQLITE_DONE and not raw.SQLITE_ROW)
                    Check(result);
                Check(SqliteNative.Reset(address));
            }
        }

        void Check(int result)
        {
            if (result != raw.SQLITE_OK)
                SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }
    }
}
