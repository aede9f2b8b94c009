using System.Net;
using System.Text.Json.Nodes;

namespace ArticleApi.Tests.Infrastructure;

/// <summary>Every test of an error goes through here, so that all errors are held to the one shape.</summary>
internal static class ProblemAssertions
{
    private static readonly string[] Common = ["type", "title", "status", "detail", "instance", "code", "traceId"];

    /// <returns>The problem, for what is particular to it.</returns>
    public static async Task<JsonObject> ShouldBeProblem(
        this HttpResponseMessage response,
        HttpStatusCode status,
        string code
    )
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);

        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.All(Common, member => Assert.True(problem.ContainsKey(member), $"{member} is missing in {text}"));
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal((int)status, (int?)problem["status"]);
        Assert.Equal($"/problems/{code}", (string?)problem["type"]);
        return problem;
    }

    /// <summary>The problem's errors as <c>place: code</c>, such as <c>query limit: out-of-range</c>.</summary>
    public static IEnumerable<string> ErrorLocations(this JsonObject problem) =>
        (problem["errors"] as JsonArray ?? []).Select(error =>
            $"{error!["in"]} {error["name"] ?? error["pointer"]}: {error["code"]}"
        );
}
