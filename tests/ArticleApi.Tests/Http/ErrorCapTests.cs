using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Editing.Contracts;
using ArticleApi.Features.Articles;
using ArticleApi.Features.Parsing;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Tests.Infrastructure;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Http;

/// <summary>What is wrong all over costs little to find and little to tell.</summary>
public sealed class ErrorCapTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    private const int MostAllocated = 250 * 1024 * 1024;

    private static readonly IServiceProvider Validators = new ServiceCollection()
        .AddValidatorsFromAssemblyContaining<ArticleInput>(ServiceLifetime.Singleton, includeInternalTypes: true)
        .BuildServiceProvider();

    private static readonly Dictionary<string, (Func<string> Body, string First, bool Truncated)> Articles = new()
    {
        ["two million numbers for blocks"] = (
            () => $$"""{"headline":"x","body":[{{Many("1", 2_000_000)}}]}""",
            "/body: too-many",
            false
        ),
        ["too many blocks"] = (() => $$"""{"headline":"x","body":[{{Many("1", 5_001)}}]}""", "/body: too-many", false),
        ["numbers for blocks"] = (
            () => $$"""{"headline":"x","body":[{{Many("1", 5_000)}}]}""",
            "/body/0: wrong-type",
            true
        ),
        ["blocks of no type"] = (
            () => $$"""{"headline":"x","body":[{{Many("""{"type":"poem"}""", 5_000)}}]}""",
            "/body/0/type: not-allowed",
            true
        ),
        ["lists of empty items"] = (
            () =>
                $$"""{"headline":"x","body":[{{Many($$"""{"type":"list","items":[{{Many("{}", 1_500)}}]}""", 50)}}]}""",
            "/body/0/items/0/text: required",
            true
        ),
        ["too many items"] = (
            () => $$"""{"headline":"x","body":[{"type":"list","items":[{{Many("{}", 5_001)}}]}]}""",
            "/body/0/items: too-many",
            false
        ),
        ["ten thousand images"] = (
            () => $$"""{"headline":"x","bodyText":"x","images":[{{Many("{}", 10_000)}}]}""",
            "/images: too-many",
            false
        ),
        ["ten thousand images sent back"] = (
            () =>
                $$"""{"headline":"x","bodyText":"x","images":[{{Many("""{"id":"a","width":1,"height":2}""", 10_000)}}]}""",
            "/images: too-many",
            false
        ),
        ["images of wrong members"] = (
            () =>
                $$"""{"headline":"x","bodyText":"x","images":[{{Many("""{"width":"a","height":[],"nope":1}""", 200)}}]}""",
            "/images/0/width: wrong-type",
            true
        ),
        ["unknown members by the thousand"] = (
            () => "{" + string.Join(',', Enumerable.Range(0, 50_000).Select(n => $"\"m{n}\":[]")) + "}",
            "/m0: unknown-member",
            true
        ),
        ["unknown members with large values"] = (
            () =>
                "{"
                + string.Join(',', Enumerable.Range(0, 300).Select(n => $"\"m{n}\":\"{new string('x', 12_000)}\""))
                + "}",
            "/m0: unknown-member",
            true
        ),
        ["more values than any body has"] = (
            () => "{" + string.Join(',', Enumerable.Range(0, 200_000).Select(n => $"\"m{n}\":1")) + "}",
            ": too-many",
            false
        ),
        ["a member with a long name and many members"] = (
            () =>
                "{\""
                + new string('n', 1_000_000)
                + "\":{"
                + string.Join(',', Enumerable.Range(0, 90_000).Select(n => $"\"m{n}\":1"))
                + "}}",
            "/nnn",
            false
        ),
        ["an array of arrays"] = (
            () => $$"""{"headline":"x","bodyText":"x","tags":[{{Many("[[[[[[[[[]]]]]]]]]", 9_000)}}]}""",
            "/tags: too-many",
            false
        ),
    };

    public static TheoryData<string> Names => [.. Articles.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Looking_for_faults_ends_where_an_answer_names_no_more(string name)
    {
        var (body, first, truncated) = Articles[name];
        var bytes = Encoding.UTF8.GetBytes(body());
        Assert.True(bytes.Length <= JsonBody.MaxBytes);

        var problem = Refused(() =>
            BodyDeserializer.Deserialize<NewArticleInput>(
                ReadOnlyMembers.RemoveFromImages(JsonBody.Parse(bytes), []),
                Validators
            )
        );

        var place = problem.Errors[0];
        Assert.StartsWith(first, $"{place.Pointer}: {place.Code}", StringComparison.Ordinal);
        Assert.Equal(truncated, problem.Errors.IsTruncated);
        Assert.True(!truncated || problem.Errors.Count == FieldErrors.MaxErrors);
    }

    [Fact]
    public void A_list_of_numbers_for_captions_is_refused_by_its_length()
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"raw":[{{Many("1", 2_000_000)}}]}""");

        var error = Assert.Single(
            Refused(() => BodyDeserializer.Deserialize<CaptionsInput>(JsonBody.Parse(bytes), Validators)).Errors
        );

        Assert.Equal(("/raw", "too-many"), (error.Pointer, error.Code));
    }

    [Fact]
    public async Task A_problem_names_a_hundred_places_and_says_that_there_are_more()
    {
        using var reader = api.CreateAnonymousClient();

        using var response = await reader.RequestAsync(
            "POST",
            "/v1/parse/captions",
            $$"""{"raw":[{{Many("1", 1_000)}}]}"""
        );
        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(100, problem.ErrorLocations().Count());
        Assert.True((bool?)problem["truncated"]);
        Assert.Equal("100 places and more are wrong; the first is body /raw/0: a string", (string?)problem["detail"]);
        problem = await reader
            .RequestAsync("POST", "/v1/parse/captions", $$"""{"raw":[{{Many("1", 100)}}]}""")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(100, problem.ErrorLocations().Count());
        Assert.False(problem.ContainsKey("truncated"));
    }

    [Theory]
    [
        InlineData("tag", 1),
        InlineData("agency", 1),
        InlineData("limit", 1),
        InlineData("nope", 1),
        InlineData("id", 1),
        InlineData("", 100)
    ]
    public async Task A_parameter_repeated_ten_thousand_times_is_one_fault(string parameter, int places)
    {
        using var reader = api.CreateAnonymousClient();
        var query = string.Join(
            '&',
            Enumerable.Range(0, 10_000).Select(n => parameter.Length == 0 ? $"p{n}=" : $"{parameter}=%20{n}")
        );

        using var response = await reader.RequestAsync("GET", "/v1/articles?" + query);
        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(places, problem.ErrorLocations().Count());
        Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 1, 300_000);
    }

    [Trait("Speed", "slow")]
    [Fact]
    public async Task Bulk_results_name_a_thousand_places_in_all_and_one_for_each_line()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var line =
            $$$"""{"op":"create","body":{{{{string.Join(',', Enumerable.Range(0, 150).Select(n => $"\"m{n}\":1"))}}}}}""";
        using var content = new StringContent(string.Concat(Enumerable.Repeat(line + "\n", 30)));
        content.Headers.ContentType = new MediaTypeHeaderValue(NdjsonBody.MediaType);

        using var response = await editor.PostAsync("/v1/articles/bulk", content);
        var results = (await response.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(result => JsonNode.Parse(result)!["problem"]!)
            .ToList();

        Assert.Equal(30, results.Count);
        Assert.All(results, problem => Assert.True((bool?)problem["truncated"]));
        Assert.Equal(
            [.. Enumerable.Repeat(100, 10), .. Enumerable.Repeat(1, 20)],
            results.Select(problem => problem["errors"]!.AsArray().Count)
        );
    }

    [Fact]
    public async Task A_document_of_lines_that_cannot_be_taken_is_not_read_to_its_end()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var good = """{"headline":"Taken all the same","body":[{"type":"paragraph","text":"It rained."}]}""";
        using var mixed = new ByteArrayContent(
            Encoding.UTF8.GetBytes(good + "\n" + string.Concat(Enumerable.Repeat("{}\n", 1_000_000)))
        );
        using var bad = new ByteArrayContent(
            Encoding.UTF8.GetBytes("{\"headline\":1}\n" + string.Concat(Enumerable.Repeat("{}\n", 1_000_000)))
        );

        using var taken = await editor.PostAsync("/v1/import", mixed);
        var result = JsonNode.Parse(await taken.Content.ReadAsStringAsync())!;
        using var refused = await editor.PostAsync("/v1/import", bad);
        var problem = await refused.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Single(result["data"]!.AsArray());
        Assert.Equal(100, result["complaints"]!.AsArray().Count);
        Assert.True((bool?)result["truncated"]);
        Assert.Equal(100, problem.ErrorLocations().Count());
        Assert.True((bool?)problem["truncated"]);
    }

    private static Problem Refused(Action act)
    {
        var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        var problem = Assert.Throws<ProblemException>(act).Problem;
        var told = problem.Errors.Sum(error => (long)(error.Value?.Length ?? 0));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, MostAllocated);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 30);
        Assert.InRange(told, 0, 101 * 210);
        return problem;
    }

    private static string Many(string item, int count) => string.Join(',', Enumerable.Repeat(item, count));
}
