using System.Diagnostics;
using System.Net;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Cli;

/// <summary>A service that is started from another folder than its own has the settings that come with it.</summary>
[Trait("Speed", "slow")]
public sealed class ElsewhereTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-elsewhere-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_outsiders_send_leaves_no_lines_in_the_log_and_no_keys_are_stored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        var home = _folder.CreateSubdirectory("home");
        using var service = Process.Start(
            Executable.CreateStartInfo(
                _folder,
                new()
                {
                    ["HOME"] = home.FullName,
                    ["ASPNETCORE_ENVIRONMENT"] = "Production",
                    ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                    ["Seeds__Path"] = "",
                }
            )
        )!;
        using var client = new HttpClient { BaseAddress = await service.WaitUntilListeningAsync() };
        var logged = service.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        for (var round = 0; round < 20; round++)
        {
            using var open = await client.RequestAsync("GET", "/v1/articles");
            using var unknown = await client.RequestAsync("GET", "/v1/articles", null, "X-Api-Key: unknown");
            using var missing = await client.RequestAsync("POST", "/v1/articles", new { });
            Assert.Equal(
                (HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized),
                (open.StatusCode, unknown.StatusCode, missing.StatusCode)
            );
        }

        await service.SendSignalAsync("TERM");
        var lines = (await logged).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, 1, 19);
        Assert.DoesNotContain(lines, line => line.StartsWith("warn", StringComparison.Ordinal));
        Assert.Empty(home.EnumerateFiles("*key*", SearchOption.AllDirectories));
    }
}
