using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// The database's file, which SQLite would make readable for everybody. Its write-ahead log and shared memory get the
/// mode that it has.
/// </summary>
internal static class SqliteFile
{
    private static readonly ConcurrentDictionary<string, string> Prepared = new(StringComparer.Ordinal);

    /// <summary>
    /// Makes the file for its owner alone where there is none; once in a process, so that a file taken away is not made
    /// again. Nor may a connection make it: beside an empty database SQLite removes the write-ahead log.
    /// </summary>
    /// <returns>The connection string to open it by.</returns>
    public static string Prepare(string connection) =>
        OperatingSystem.IsWindows() ? connection : Prepared.GetOrAdd(connection, Make);

    [UnsupportedOSPlatform("windows")]
    private static string Make(string connection)
    {
        var settings = new SqliteConnectionStringBuilder(connection);
        if (
            settings.Mode != SqliteOpenMode.ReadWriteCreate
            || settings.DataSource is "" or ":memory:"
            || settings.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
        )
            return connection;

        // As the connection will find it.
        var root = (string?)AppDomain.CurrentDomain.GetData("DataDirectory") ?? "";
        var path = Path.Combine(
            root,
            settings.DataSource.Replace("|DataDirectory|", "", StringComparison.OrdinalIgnoreCase)
        );
        if (!File.Exists(path) && !TryMake(path))
            return connection;

        settings.Mode = SqliteOpenMode.ReadWrite;
        return settings.ToString();
    }

    [UnsupportedOSPlatform("windows")]
    private static bool TryMake(string path)
    {
        try
        {
            new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            ).Dispose();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another process was first, or nobody may write here, which opening it says better.
            return File.Exists(path);
        }
    }

    /// <summary>Makes a folder for its owner alone; one that is there stays as it is.</summary>
    public static DirectoryInfo MakeFolder(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(
                path,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
}
