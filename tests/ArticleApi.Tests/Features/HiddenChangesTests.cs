using System.Text;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>The change feed where more is hidden in a row than one request reads.</summary>
public abstract class HiddenChangesTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : HiddenChangesTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : HiddenChangesTests(api), IClassFixture<PostgresHost>;

    [Trait("Speed", "slow")]
    [Fact]
    public async Task A_follower_who_sees_no_drafts_passes_over_more_of_them_than_one_request_reads()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        using var early = await api.CreateClientWithKeyAsync("embargo:read");
        var start = (string)(await reader.GetJsonAsync("/v1/changes?after=now")).ValueAt("page.next")!;
        var lines = Enumerable
            .Range(0, 5_100)
            .Select(i => $$"""{"headline":"Unseen {{i}}","body":[{"type":"paragraph","text":"It rained."}]}""");
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var imported = await editor.PostAsync("/v1/import?draft=true", content);
        imported.EnsureSuccessStatusCode();
        await editor.PublishArticleAsync("Behind them");

        await Assert.AllAsync(
            new[] { reader, early },
            async client =>
            {
                var (seen, after, more) = (new List<string>(), start, true);
                for (var asked = 0; more && asked < 5; asked++)
                {
                    var page = await client.GetJsonAsync("/v1/changes?after=" + after);
                    seen.AddRange(page.ValuesOf());
                    Assert.Equal(asked == 0, (bool)page.ValueAt("page.hasMore")!);
                    (after, more) = ((string)page.ValueAt("page.next")!, (bool)page.ValueAt("page.hasMore")!);
                }

                Assert.Equal(["behind-them"], seen);
            }
        );
    }
}
