using ArticleApi.Auth;
using ArticleApi.Core;
using ArticleApi.Core.Datelines;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Cli;

/// <summary>Creates, lists and revokes API keys.</summary>
internal static class KeysCommand
{
    public static async Task<int> CreateAsync(
        IServiceProvider services,
        string name,
        IReadOnlyList<string> scopes,
        string? expires,
        CancellationToken cancellation
    )
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var expiresAt = InstantParser.ParseRfc3339(expires) ?? PartialDate.ParseIso(expires ?? "")?.Start;
        var unknown = scopes.Except(Scopes.All).ToList();
        var wrong = (unknown.Count, scopes.Count, name.Length) switch
        {
            (> 0, _, _) => $"{string.Join(", ", unknown)}: no such scope. Allowed are {string.Join(", ", Scopes.All)}.",
            (_, 0, _) => $"Name at least one scope: {string.Join(", ", Scopes.All)}.",
            (_, _, 0 or > ApiKey.MaxNameLength) => $"A name has 1 to {ApiKey.MaxNameLength} characters.",
            _ when expires is not null && !(expiresAt > clock.GetUtcNow()) =>
                $"{expires}: --expires takes a date such as 2030-01-31 or an instant such as 2030-01-31T08:15:00Z, "
                    + "yet to come.",
            _ => null,
        };
        if (wrong is not null)
        {
            await Console.Error.WriteLineAsync(wrong);
            return 1;
        }

        var (text, row) = ApiKeys.Create(name, scopes.Distinct(), clock, expiresAt);
        await services.GetRequiredService<ApiKeyStore>().AddAsync(row, cancellation);
        await Console.Error.WriteLineAsync($"Key {row.Id} for {name} ({row.Scopes}). It is shown this once:");
        Console.WriteLine(text);
        return 0;
    }

    public static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (
            var key in await services
                .GetRequiredService<ArticleDb>()
                .ApiKeys.AsNoTracking()
                .OrderBy(row => row.CreatedAt)
                .ToListAsync(cancellation)
        )
            Console.WriteLine(
                $"{key.Id}  {key.Prefix}…  {key.CreatedAt:yyyy-MM-dd}  {DescribeState(key, now), -18}  "
                    + $"{(key.LastUsedAt is { } used ? $"used {used:yyyy-MM-dd HH:mm}" : "never used"), -21}  "
                    + $"{key.Name}  ({key.Scopes})"
            );
        return 0;
    }

    public static async Task<int> RevokeAsync(IServiceProvider services, Guid id, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<ApiKeyStore>().RevokeAsync(id, cancellation))
            return 0;

        await Console.Error.WriteLineAsync($"{id}: no active key has this id.");
        return 1;
    }

    private static string DescribeState(ApiKey key, DateTimeOffset now)
    {
        if (key.RevokedAt is { } revoked)
            return $"revoked {revoked:yyyy-MM-dd}";
        if (key.ExpiresAt is not { } end)
            return "active";

        return $"{(end <= now ? "expired" : "until")} {end:yyyy-MM-dd}";
    }
}
