using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Cli;

/// <summary>
/// The key that examples name, whose text nobody has been told. Others have ids of their own each time.
/// </summary>
internal static class ExampleKey
{
    private static readonly Guid Id = StableId.Of("key", "example");

    public static async Task AddAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var text = ApiKeys.CreateText();
        var key = new ApiKey
        {
            Id = Id,
            Name = "Example newsroom",
            Hash = ApiKeys.Hash(text),
            Prefix = ApiKeys.PrefixOf(text),
            Scopes = $"{Scopes.Write} {Scopes.Publish}",
            CreatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow(),
        };
        await scope.ServiceProvider.GetRequiredService<ApiKeyStore>().AddAsync(key, cancellation);
    }
}
