using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Auth;

/// <summary>
/// In Development a key with every scope is made at the first start, printed once, kept in a file beside the data, and
/// offered to Swagger UI on this machine.
/// </summary>
internal sealed class DevelopmentKey(IHostEnvironment environment, IConfiguration configuration)
{
    public string? Text { get; private set; }

    /// <summary>Where it is kept; readable by its owner only.</summary>
    public string FilePath =>
        configuration["Development:KeyFile"] ?? Path.Combine(environment.ContentRootPath, "data", "development.key");

    /// <returns>The key where it was made now; null where it was there already.</returns>
    public async Task<string?> EnsureAsync(
        ArticleDb db,
        ApiKeyStore keys,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (
            System.IO.File.Exists(FilePath)
            && await System.IO.File.ReadAllTextAsync(FilePath, cancellation) is var kept
            && kept.Trim() is { Length: > 0 } known
        )
        {
            Text = known;
            var hash = ApiKeys.Hash(known);
            if (await db.ApiKeys.AnyAsync(row => row.Hash == hash && row.RevokedAt == null, cancellation))
                return null;
        }

        var (text, row) = ApiKeys.Create("development", Scopes.All, clock);
        await keys.AddAsync(row, cancellation);
        Storage.Sqlite.SqliteFile.MakeFolder(Path.GetDirectoryName(FilePath)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(FilePath, options))
            await writer.WriteAsync(text);

        return Text = text;
    }
}
