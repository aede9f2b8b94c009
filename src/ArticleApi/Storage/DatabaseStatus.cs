using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ArticleApi.Storage;

/// <summary>How far a database has come.</summary>
/// <param name="IsCurrent">Whether it is at this model's last migration.</param>
/// <param name="IsEmpty">Whether nothing was ever committed to it.</param>
/// <param name="IndexVersion">The version of the code that its full-text index is of.</param>
internal sealed record DatabaseStatus(bool IsCurrent, bool IsEmpty, int IndexVersion)
{
    private static readonly SqlStatement StatusQuery = new(
        """
        SELECT "MigrationId", "LastSequence", "IndexVersion" FROM "__EFMigrationsHistory", log_sequence
        ORDER BY "MigrationId" DESC LIMIT 1
        """
    );

    /// <summary>
    /// Asked past EF, whose model takes longer to build than a service that starts again needs to give its first
    /// answer.
    /// </summary>
    /// <param name="context">The context whose migrations they are.</param>
    public static async Task<DatabaseStatus> ReadAsync(ISqlReader reads, Type context, CancellationToken cancellation)
    {
        try
        {
            await using var rows = await reads.QueryAsync(StatusQuery, [], cancellation);
            if (await rows.ReadAsync(cancellation))
                return new(
                    rows.GetString(0) == NewestMigrationOf(context),
                    rows.GetInt64(1) == 0,
                    (int)rows.GetInt64(2)
                );
        }
        catch (DbException)
        {
            // No database or no such table: migrating mends it, or says what is wrong.
        }

        return new(false, true, 0);
    }

    private static string? NewestMigrationOf(Type context) =>
        context
            .Assembly.GetTypes()
            .Where(type =>
                type.IsSubclassOf(typeof(Migration))
                && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
            )
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .Max(StringComparer.Ordinal);
}
