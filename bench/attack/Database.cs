using System.Data.Common;
using System.Globalization;

namespace ArticleApi.Attacks;

/// <summary>A database of the attack's own, to be looked into and changed behind the service's back.</summary>
internal abstract class Database
{
    public abstract string Provider { get; }

    public abstract string ConnectionString { get; }

    public abstract Task<DbConnection> OpenAsync();

    /// <summary>Another database with the same content. No service may run on this one.</summary>
    public abstract Task<Database> CopyAsync(string name);

    public abstract Task BackUpAsync();

    /// <summary>Puts the backup in place while the service runs.</summary>
    public abstract Task RestoreAsync();

    /// <summary>What the database itself says is broken; null where nothing is.</summary>
    public abstract Task<string?> CheckAsync();

    public async Task<long> NumberAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
