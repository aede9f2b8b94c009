using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ArticleApi.Tests.Storage;

/// <summary>How many pages a SQLite database may have.</summary>
internal sealed class PageLimitInterceptor : DbConnectionInterceptor
{
    private const long Unbounded = 1_073_741_823;

    public long? Pages { get; set; }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA max_page_count = {Pages ?? Unbounded}";
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
