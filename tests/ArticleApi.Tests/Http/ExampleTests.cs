using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;

namespace ArticleApi.Tests.Http;

/// <summary>
/// Whoever explores a fresh service sends the examples as they stand, from the first operation to the last.
/// </summary>
public abstract class ExampleTests(TestApiHost api)
{
    public sealed class OnSqlite(DevelopmentSqliteHost api) : ExampleTests(api), IClassFixture<DevelopmentSqliteHost>;

    public sealed class OnPostgres(DevelopmentPostgresHost api)
        : ExampleTests(api),
            IClassFixture<DevelopmentPostgresHost>;

    [Fact]
    public async Task Every_operation_succeeds_as_it_is_filled_in()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var document = await client.GetJsonAsync("/openapi/v1.json");
        var (failed, sent) = (new List<string>(), 0);

        foreach (var (path, method, operation) in OpenApiContract.ReadOperations(document))
        {
            if (OpenApiContract.IsEndless(operation) || Fill(path, operation) is not { } address)
                continue;

            using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), address)
            {
                Content = BodyOf(operation),
            };
            foreach (var (name, value) in ExamplesIn(operation, "header"))
                request.Headers.TryAddWithoutValidation(name, value);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            sent++;
            if (!response.IsSuccessStatusCode)
                failed.Add(
                    $"{(int)response.StatusCode} {method} {address}: "
                        + await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
                );
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{sent} examples, {failed.Count} of them failed");
        Assert.Empty(failed);
        Assert.True(sent >= 64, $"{sent} examples");
    }

    // Null where something is left for the reader to fill in.
    private static string? Fill(string path, JsonObject operation)
    {
        foreach (var (name, value) in ExamplesIn(operation, "path"))
            path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        var query = string.Join(
            '&',
            ExamplesIn(operation, "query").Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}")
        );

        return path.Contains('{', StringComparison.Ordinal) ? null : $"{path}?{query}";
    }

    // What Try it out fills in: an example or, without one, the default.
    private static IEnumerable<(string Name, string Value)> ExamplesIn(JsonObject operation, string place) =>
        from parameter in operation["parameters"]?.AsArray() ?? []
        where (string?)parameter!["in"] == place
        let value = parameter["example"] ?? parameter["schema"]!["default"]
        where value is not null
        select ((string)parameter["name"]!, value.ToString());

    private static StringContent? BodyOf(JsonObject operation)
    {
        if (operation["requestBody"]?["content"]?.AsObject().Single() is not { } content)
            return null;

        var example = content.Value!["example"]!;
        var body = new StringContent(
            example is JsonValue text ? text.GetValue<string>() : example.ToJsonString(),
            Encoding.UTF8
        );
        body.Headers.ContentType = new(content.Key);
        return body;
    }
}

/// <summary>Fresh, with seeds and examples, as it is started to try it.</summary>
public sealed class DevelopmentSqliteHost : SqliteHost
{
    protected override string? Seeds => Repository.Seeds;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseEnvironment("Development");
        builder.UseSetting("Development:KeyFile", DatabasePath + ".key");
    }
}

/// <inheritdoc cref="DevelopmentSqliteHost"/>
public sealed class DevelopmentPostgresHost(PostgresServer server) : PostgresHost(server)
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("articleapi-");

    protected override string? Seeds => Repository.Seeds;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseEnvironment("Development");
        builder.UseSetting("Development:KeyFile", Path.Combine(_folder.FullName, "development.key"));
    }
}
