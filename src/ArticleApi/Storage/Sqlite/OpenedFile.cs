using Microsoft.Data.Sqlite;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// The database's file as it was when it was first looked at, kept open: by its device and inode SQLite tells whether it is still the one
/// at its path. One that was removed would take writes into nothing.
/// </summary>
/// <param name="connection">Null for a database that has no file.</param>
internal sealed class OpenedFile(string? connection) : IDisposable
{
    private readonly Lock _using = new();
    private SqliteConnection? _opened;

    public bool HasMoved
    {
        get
        {
            lock (_using)
            {
                _opened ??= Open();
                return _opened?.Handle is { } handle && SqliteNative.HasMoved(handle);
            }
        }
    }

    public void Dispose() => _opened?.Dispose();

    private SqliteConnection? Open()
    {
        if (connection is null)
            return null;

        var settings = new SqliteConnectionStringBuilder(connection) { Pooling = false };
        if (settings.Mode == SqliteOpenMode.Memory || settings.DataSource is "" or ":memory:")
            return null;

        // None is made: that there is none is no news to whoever could not use it.
        if (settings.Mode == SqliteOpenMode.ReadWriteCreate)
            settings.Mode = SqliteOpenMode.ReadWrite;
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
