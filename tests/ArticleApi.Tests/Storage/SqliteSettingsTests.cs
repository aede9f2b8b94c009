using ArticleApi.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ArticleApi.Tests.Storage;

public sealed class SqliteSettingsTests
{
    private const int Reprepared = 5; // SQLITE_STMTSTATUS_REPREPARE

    [Fact]
    public void A_statement_with_a_limit_stays_prepared()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        SqliteSettings.Apply(connection);
        using (var command = connection.CreateCommand())
        {
            command.CommandText =
                "CREATE TABLE things (at INTEGER PRIMARY KEY); INSERT INTO things VALUES (1), (2), (3)";
            command.ExecuteNonQuery();
        }

        raw.sqlite3_prepare_v3(
            connection.Handle,
            "SELECT at FROM things WHERE at <= $1 ORDER BY at DESC LIMIT $2",
            raw.SQLITE_PREPARE_PERSISTENT,
            out var statement
        );
        using (statement)
        {
            for (var limit = 1; limit <= 3; limit++)
            {
                raw.sqlite3_bind_int64(statement, 1, 3);
                raw.sqlite3_bind_int64(statement, 2, limit);
                for (var row = 0; row < limit; row++)
                    Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
                Assert.Equal(raw.SQLITE_DONE, raw.sqlite3_step(statement));
                raw.sqlite3_reset(statement);
            }

            Assert.Equal(0, raw.sqlite3_stmt_status(statement, Reprepared, 0));
        }
    }
}
