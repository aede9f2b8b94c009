using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;
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
        var clock = services.GetRequiredService<TimeProvider>();
        var (_, key) = ApiKeys.Create("Example newsroom", [Scopes.Write, Scopes.Publish], clock);
        await scope
            .ServiceProvider.GetRequiredService<ApiKeyStore>()
            .AddAsync(key.SetKey(nameof(ApiKey.Id), Id), cancellation);
    }
}
