using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Cli;
using ArticleApi.Features.Articles;
using ArticleApi.Http;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ArticleApi.Tests.Cli;

/// <summary>How the service and its commands end when they are told to.</summary>
[Trait("Speed", "slow")]
public sealed class StoppingTests(SqliteHost api) : IClassFixture<SqliteHost>, IDisposable
{
    private const int Articles = 1_500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-stopping-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Answers_in_flight_at_SIGTERM_arrive_whole_and_the_exit_code_is_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        var cancellation = TestContext.Current.CancellationToken;
        await File.WriteAllLinesAsync(
            Path.Combine(_folder.CreateSubdirectory("seeds").FullName, "articles.ndjson"),
            Enumerable.Range(0, Articles).Select(Line),
            cancellation
        );
        var (service, home) = await Executable.ServeAsync(
            _folder,
            new() { ["Seeds__Path"] = Path.Combine(_folder.FullName, "seeds") }
        );
        using var _ = service;

        // One who reads slowly, and one who has sent half of what is to be answered.
        using var reader = await Send(home, "GET /v1/articles/export HTTP/1.1\r\nHost: localhost\r\n\r\n");
        using var writer = await Send(
            home,
            "POST /v1/parse/captions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{\"raw\""
        );
        var begun = new byte[4_096];
        await reader.GetStream().ReadExactlyAsync(begun, cancellation);

        await service.SendSignalAsync("TERM");
        var told = Stopwatch.StartNew();
        while (await Listens(home))
            Assert.True(told.Elapsed < TimeSpan.FromSeconds(20), "The service still listens.");
        // Longer than the two seconds that a command has by default.
        await Task.Delay(TimeSpan.FromSeconds(3), cancellation);

        await writer.GetStream().WriteAsync(Encoding.ASCII.GetBytes(":[\"A storm\"]}"), cancellation);
        var answer = await ReadToEnd(writer);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);

        var export = Encoding.ASCII.GetString(begun) + await ReadToEnd(reader);
        Assert.EndsWith("\r\n0\r\n\r\n", export, StringComparison.Ordinal);
        Assert.Equal(Articles, export.Split("\"headline\":\"Line ").Length - 1);
        Assert.DoesNotContain("interrupted", export, StringComparison.Ordinal);

        await service.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(20), cancellation);
        Assert.Equal(0, service.ExitCode);
    }

    [Fact]
    public async Task Whoever_keeps_a_connection_in_use_is_told_at_SIGTERM_that_it_ends_before_it_does()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        var cancellation = TestContext.Current.CancellationToken;
        var (service, home) = await Executable.ServeAsync(_folder, []);
        using var _ = service;
        using var client = new TcpClient(home.Host, home.Port);
        using var lines = new StreamReader(client.GetStream(), Encoding.ASCII);

        // One request after the other, as long as nothing is said against it.
        for (var (answers, closes) = (0, false); !closes; answers++)
        {
            if (answers == 1)
                await service.SendSignalAsync("TERM");
            await client
                .GetStream()
                .WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), cancellation);
            var length = 0;
            Assert.StartsWith("HTTP/1.1 200", await lines.ReadLineAsync(cancellation), StringComparison.Ordinal);
            while (await lines.ReadLineAsync(cancellation) is { Length: > 0 } header)
            {
                closes |= header == "Connection: close";
                length = header.StartsWith("Content-Length: ", StringComparison.Ordinal)
                    ? int.Parse(header["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture)
                    : length;
            }

            await lines.ReadBlockAsync(new char[length], cancellation);
        }

        Assert.Null(await lines.ReadLineAsync(cancellation));
        await service.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(20), cancellation);
        Assert.Equal(0, service.ExitCode);
    }

    [Fact]
    public async Task An_import_that_is_stopped_says_so_and_keeps_what_it_had_done()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        var cancellation = TestContext.Current.CancellationToken;
        var file = Path.Combine(_folder.FullName, "many.ndjson");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 40_000).Select(Line), cancellation);

        using var import = Process.Start(
            Executable.CreateStartInfo(
                _folder,
                [],
                "import",
                file,
                "--report",
                Path.Combine(_folder.FullName, "report.json")
            )
        )!;
        var (output, error) = (
            import.StandardOutput.ReadToEndAsync(cancellation),
            import.StandardError.ReadToEndAsync(cancellation)
        );
        // The first transaction has been committed when the log grows beyond what migrating wrote.
        var wal = new FileInfo(Path.Combine(_folder.FullName, "articles.db-wal"));
        var begun = Stopwatch.StartNew();
        while (!wal.Exists || wal.Length < 4_000_000)
        {
            Assert.True(begun.Elapsed < TimeSpan.FromMinutes(1) && !import.HasExited, "The import did not begin.");
            await Task.Delay(10, cancellation);
            wal.Refresh();
        }

        await import.SendSignalAsync("TERM");
        await import.WaitForExitAsync(cancellation);

        Assert.Equal(ImportCommand.Stopped, import.ExitCode);
        Assert.Contains("import was stopped", await error, StringComparison.Ordinal);
        var report = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "report.json"), cancellation)
        )!;
        Assert.True((bool)report["stopped"]!);
        Assert.Contains($"{report["added"]} articles added", await output, StringComparison.Ordinal);
        Assert.InRange((int)report["added"]!, 0, 39_999);

        using var export = Process.Start(Executable.CreateStartInfo(_folder, [], "export"))!;
        _ = export.StandardError.ReadToEndAsync(cancellation);
        Assert.Equal(
            (int)report["added"]!,
            (await export.StandardOutput.ReadToEndAsync(cancellation))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Length
        );
    }

    [Fact]
    public async Task An_export_that_has_to_end_does_so_at_a_whole_line_and_says_where_to_go_on()
    {
        var file = Path.Combine(_folder.FullName, "articles.ndjson");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Articles).Select(Line));
        await ImportCommand.ImportAsync(api.Services, [file], new(), default);

        var lines = await Export("", stopped: true);
        var last = JsonNode.Parse(lines[^1])!.AsObject();
        Assert.Equal(["interrupted", "after"], last.Select(member => member.Key));
        Assert.True((bool)last["interrupted"]!);
        Assert.Equal((string?)JsonNode.Parse(lines[^2])!["id"], (string?)last["after"]);

        var rest = await Export("after=" + last["after"], stopped: false);
        Assert.Equal(Articles, lines.Length - 1 + rest.Length);
        Assert.Equal(await Export("", stopped: false), lines[..^1].Concat(rest));

        async Task<string[]> Export(string query, bool stopped)
        {
            using var stopping = new ShutdownSignal(
                FakeLifetime.Create(stopped),
                Options.Create(new HostOptions { ShutdownTimeout = TimeSpan.Zero }),
                api.Clock
            );
            if (stopped)
                api.Clock.Advance(TimeSpan.FromMilliseconds(1));
            using var body = new MemoryStream();
            var context = new DefaultHttpContext { RequestServices = api.Services, Response = { Body = body } };
            context.Request.Method = "GET";
            context.Request.QueryString = new("?" + query);
            context.Request.Query = new QueryCollection(QueryHelpers.ParseQuery(query));
            await ExportArticles.Handle(
                context,
                Caller.Anonymous,
                ActivatorUtilities.CreateInstance<ArticleExporter>(api.Services, stopping),
                default
            );
            return Encoding.UTF8.GetString(body.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    [Fact]
    public void Long_answers_are_told_after_two_thirds_of_the_time()
    {
        var clock = new FakeTimeProvider();
        using var stopping = new ShutdownSignal(
            FakeLifetime.Create(stopping: true),
            Options.Create(new HostOptions { ShutdownTimeout = TimeSpan.FromSeconds(30) }),
            clock
        );
        Assert.True(stopping.IsShuttingDown);

        clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(stopping.Deadline.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(stopping.Deadline.IsCancellationRequested);
    }

    [Fact]
    public async Task The_service_is_not_ready_from_the_moment_it_is_told_to_end()
    {
        await using var host = new SqliteHost();
        await host.InitializeAsync();
        using var client = Ending(host).CreateClient();

        await client
            .RequestAsync("GET", "/health/ready")
            .ReadProblemAsync(System.Net.HttpStatusCode.ServiceUnavailable, "busy");
    }

    [Theory]
    [
        InlineData("/v1/articles"),
        InlineData("/v1/articles?limit=none"),
        InlineData("/v1/articles/no-such-article"),
        InlineData("/v1/nothing")
    ]
    public async Task Every_answer_ends_its_connection_from_then_on_also_one_that_says_an_error(string path)
    {
        await using var host = new SqliteHost();
        await host.InitializeAsync();
        using var client = Ending(host).CreateClient();

        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.True(response.Headers.ConnectionClose);
    }

    private static WebApplicationFactory<Program> Ending(SqliteHost host) =>
        host.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services =>
                services.AddSingleton(_ => new ShutdownSignal(
                    FakeLifetime.Create(stopping: true),
                    Options.Create(new HostOptions()),
                    TimeProvider.System
                ))
            )
        );

    private static string Line(int number) =>
        new JsonObject
        {
            ["headline"] = $"Line {number}",
            ["publishedAt"] = $"2023-01-01T{number / 3600 % 24:00}:{number / 60 % 60:00}:{number % 60:00}Z",
            ["body"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "paragraph",
                    ["text"] = $"Text {number} " + new string('x', 3_000),
                    ["html"] = $"Text {number} " + new string('x', 3_000),
                }
            ),
        }.ToJsonString();

    private static async Task<TcpClient> Send(Uri home, string request)
    {
        var client = new TcpClient { ReceiveBufferSize = 16 * 1024 };
        await client.ConnectAsync(home.Host, home.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }

    private static async Task<bool> Listens(Uri home)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(home.Host, home.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> ReadToEnd(TcpClient client)
    {
        using var text = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await text.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private sealed class FakeLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping { get; private init; }
        public CancellationToken ApplicationStopped => default;

        public static FakeLifetime Create(bool stopping) => new() { ApplicationStopping = new(canceled: stopping) };

        public void StopApplication() { }
    }
}
