using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Storage;

/// <summary>Brings a database to this model.</summary>
internal static class DatabaseMigrator
{
    /// <summary>Tables may be large, and nobody is answered meanwhile.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromHours(1);

    public static async Task MigrateAsync(this ArticleDb db, CancellationToken cancellation)
    {
        var timeout = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(MaxDuration);
        await db.MigrateSchemaAsync(cancellation);
        db.Database.SetCommandTimeout(timeout);

        // Drawn once for a database's life; a copy keeps it, a database made anew has another.
        var epoch = "e" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var secret = RandomNumberGenerator.GetBytes(DatabaseSecret.Size);
#pragma warning disable RS0030 // The row that every commit updates has to be there before the first.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO log_sequence ("Id", "LastSequence", "CommitCount", "Nonce", "OpenCommitCount", "OpenNonce",
            "LastOpenSequence", "IndexVersion", "IndexGeneration", "Reindexing", "PackageStamp", "Epoch", "Secret")
            VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, {false}, 0, {epoch}, {secret}) ON CONFLICT DO NOTHING
            """,
            cancellation
        );
#pragma warning restore RS0030
    }
}
