using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ArticleApi.Storage;

/// <summary>How far a database has come.</summary>
/// <param name="IsCurrent">Whether it is at this model's last migration.</param>
/// <param name="IsEmpty">Whether nothing was ever committed to it.</param>
/// <param name="IndexVersion">The version of the code that its full-text index is of.</param>
internal sealed record Standing(bool IsCurrent, bool IsEmpty, int IndexVersion)
{
    private static readonly Statement Ask = new(
        """SELECT "MigrationId", "Seq", "IndexVersion" FROM "__EFMigrationsHistory", log_head ORDER BY "MigrationId" DESC LIMIT 1"""
    );

    /// <summary>
    /// Asked past EF, whose model takes longer to build than a service that starts again needs to give its first
    /// answer.
    /// </summary>
    /// <param name="context">The context whose migrations they are.</param>
    public static async Task<Standing> Of(IReads reads, Type context, CancellationToken cancellation)
    {
        try
        {
            await using var rows = await reads.Query(Ask, [], cancellation);
            if (await rows.Read(cancellation))
                return new(rows.Text(0) == LastOf(context), rows.Long(1) == 0, (int)rows.Long(2));
        }
        catch (DbException)
        {
            // No database or no such table: migrating mends it, or says what is wrong.
        }

        return new(false, true, 0);
    }

    private static string? LastOf(Type context) =>
        context
            .Assembly.GetTypes()
            .Where(type =>
                type.IsSubclassOf(typeof(Migration))
                && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context
            )
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .Max(StringComparer.Ordinal);
}
