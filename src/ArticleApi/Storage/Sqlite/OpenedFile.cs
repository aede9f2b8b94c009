using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// The database's file and its write-ahead log as they were when they were first looked at, kept open: by their inodes
/// SQLite tells whether they are still those at their paths. What was removed would take writes into nothing.
/// </summary>
/// <param name="connection">Null for a database that has no file.</param>
internal sealed class OpenedFile(string? connection) : IDisposable
{
    private readonly Lock _using = new();
    private SqliteConnection? _file;
    private SqliteConnection? _log;

    public bool HasMoved
    {
        get
        {
            lock (_using)
            {
                _file ??= OpenFile();
                _log ??= _file is null ? null : OpenLog(_file);
                return HasGone(_file) || HasGone(_log);
            }
        }
    }

    public void Dispose()
    {
        _log?.Dispose();
        _file?.Dispose();
    }

    private static bool HasGone(SqliteConnection? opened) =>
        opened?.Handle is { } handle && SqliteNative.HasMoved(handle);

    private SqliteConnection? OpenFile()
    {
        if (connection is null)
            return null;

        var settings = new SqliteConnectionStringBuilder(connection) { Pooling = false };
        if (settings.Mode == SqliteOpenMode.Memory || settings.DataSource is "" or ":memory:")
            return null;

        // None is made: that there is none is no news to whoever could not use it.
        if (settings.Mode == SqliteOpenMode.ReadWriteCreate)
            settings.Mode = SqliteOpenMode.ReadWrite;
        return TryOpen(settings);
    }

    // SQLite tells this of databases only, so the log is opened as if it were one, and never read. A connection that
    // has read the database holds its log: until it is closed, SQLite itself neither removes the log nor makes another.
    private static SqliteConnection? OpenLog(SqliteConnection file)
    {
        try
        {
            using var command = file.CreateCommand();
            command.CommandText = "PRAGMA schema_version";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            return null;
        }

        var path = raw.sqlite3_db_filename(file.Handle, "main").utf8_to_string() + "-wal";
        return TryOpen(
            new()
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }
        );
    }

    private static SqliteConnection? TryOpen(SqliteConnectionStringBuilder settings)
    {
        var opened = new SqliteConnection(settings.ToString());
        try
        {
            opened.Open();
            return opened;
        }
        catch (SqliteException)
        {
            opened.Dispose();
            return null;
        }
    }
}
