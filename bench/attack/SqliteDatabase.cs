using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ArticleApi.Attacks;

internal sealed class SqliteDatabase(string file) : Database
{
    public override string Provider => "Sqlite";

    public override string ConnectionString => $"Data Source={file}";

    private string Unpooled => $"Data Source={file};Pooling=False;Default Timeout=30";

    private string Backup => file + ".backup";

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(Unpooled);
        await connection.OpenAsync();
        return connection;
    }

    public override async Task<Database> CopyAsync(string name)
    {
        var copy = Path.Combine(Path.GetDirectoryName(file)!, name + ".db");
        await CopyAsync(Unpooled, $"Data Source={copy};Pooling=False");
        return new SqliteDatabase(copy);
    }

    public override Task BackUpAsync() => CopyAsync(Unpooled, $"Data Source={Backup};Pooling=False");

    // Into the live file, as "sqlite3 articles.db '.restore …'" does.
    public override Task RestoreAsync() => CopyAsync($"Data Source={Backup};Pooling=False", Unpooled);

    public override async Task<string?> CheckAsync()
    {
        var words = await ReadAsync("PRAGMA integrity_check", row => row.GetString(0));
        return words is ["ok"] ? null : string.Join("; ", words.Take(5));
    }

    private static async Task CopyAsync(string from, string to)
    {
        await using var source = new SqliteConnection(from);
        await using var target = new SqliteConnection(to);
        await source.OpenAsync();
        await target.OpenAsync();
        source.BackupDatabase(target);
    }
}
