using System.Net;
using System.Text.RegularExpressions;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Http;

/// <summary>The documentation as the service gives it.</summary>
public sealed partial class DocumentationTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    [Fact]
    public async Task Every_link_of_every_page_leads_somewhere()
    {
        using var client = api.CreateAnonymousClient();
        var (waiting, seen) = (new Queue<Uri>([new(client.BaseAddress!, "/docs")]), new HashSet<string>());
        var broken = new List<string>();
        while (waiting.TryDequeue(out var address))
        {
            if (address.Host != client.BaseAddress!.Host || !seen.Add(address.AbsolutePath))
                continue;

            using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                broken.Add($"{(int)response.StatusCode} {address}");
            var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            foreach (Match link in Links().Matches(page))
                waiting.Enqueue(new(address, WebUtility.HtmlDecode(link.Groups[1].Value)));
        }

        Assert.Empty(broken);
        Assert.InRange(seen.Count(path => path.StartsWith("/docs/decisions/", StringComparison.Ordinal)), 5, 100);
    }

    [Fact]
    public async Task A_page_that_there_is_not_is_a_problem_that_names_those_there_are()
    {
        using var client = api.CreateAnonymousClient();

        var problem = await client
            .RequestAsync("GET", "/docs/nothing")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Contains("editing", (string?)problem.ValueAt("errors.0.detail"), StringComparison.Ordinal);
    }

    [GeneratedRegex("<a href=\"([^\"#]+)")]
    private static partial Regex Links();
}
