using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>What readers are told of an article's mistakes.</summary>
public abstract class CorrectionTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : CorrectionTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : CorrectionTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_correction_is_added_changed_and_taken_back()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.PublishArticleAsync("Corrected");
        var address = article.ArticleUrl() + "/corrections";
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        var now = api.Clock.GetUtcNow();

        var added = await editor
            .RequestAsync("POST", address, new { type = "correction", text = "It was Tuesday." })
            .ReadJsonAsync();
        var correction = added["corrections"]![0]!.AsObject();
        var own = $"{address}/{correction["id"]}";
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        var changed = await editor
            .RequestAsync(
                "PUT",
                own,
                new { type = "clarification", text = "It was late on Tuesday." },
                "If-Match: \"2\""
            )
            .ReadJsonAsync();
        var list = await reader.GetJsonAsync(address);
        var jsonLd = await reader.GetStringAsync(
            article.ArticleUrl() + ".jsonld",
            TestContext.Current.CancellationToken
        );
        var removed = await editor.RequestAsync("DELETE", own, null, "If-Match: \"3\"").ReadJsonAsync();

        Assert.Equal(("correction", "It was Tuesday."), ((string?)correction["type"], (string?)correction["text"]));
        Assert.Equal(
            (now, now, 2),
            ((DateTimeOffset)correction["at"]!, (DateTimeOffset)added["revisedAt"]!, (int?)added["version"])
        );
        Assert.Equal(
            new JsonObject
            {
                ["id"] = (string?)correction["id"],
                ["type"] = "clarification",
                ["text"] = "It was late on Tuesday.",
                ["at"] = (string?)correction["at"],
            }.ToJsonString(),
            changed["corrections"]![0]!.ToJsonString()
        );
        Assert.Equal(changed["corrections"]!.ToJsonString(), list["data"]!.ToJsonString());
        Assert.Contains("It was late on Tuesday.", jsonLd);
        Assert.Empty(removed["corrections"]!.AsArray());
        Assert.Equal(["published", "corrected", "corrected", "corrected"], await CausesAsync(editor, article));
        await editor
            .RequestAsync("DELETE", own, null, "If-Match: \"4\"")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Corrections_are_sent_with_their_article_and_stay_where_they_are_left_out()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "With corrections",
            new
            {
                corrections = new[]
                {
                    new
                    {
                        type = "update",
                        text = "One",
                        at = "2026-01-02T03:04:05.678+01:00",
                    },
                },
            }
        );
        var id = (string)article.ValueAt("corrections.0.id")!;
        Assert.Equal("2026-01-02T02:04:05.678Z", (string?)article.ValueAt("corrections.0.at"));

        var again = await editor.RequestAsync("PUT", article.ArticleUrl(), article, "If-Match: \"1\"").ReadJsonAsync();
        Assert.Equal(article.ToJsonString(), again.ToJsonString());

        var replaced = await editor
            .RequestAsync(
                "PUT",
                article.ArticleUrl(),
                new { headline = "With corrections, still", bodyText = "x" },
                "If-Match: \"1\""
            )
            .ReadJsonAsync();
        Assert.Equal(article["corrections"]!.ToJsonString(), replaced["corrections"]!.ToJsonString());

        var patched = await editor
            .RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                new
                {
                    corrections = new object[]
                    {
                        new { type = "retraction", text = "Two" },
                        new
                        {
                            id,
                            type = "update",
                            text = "One, and a half",
                        },
                    },
                },
                "If-Match: \"2\""
            )
            .ReadJsonAsync();
        Assert.Equal(["Two", "One, and a half"], Texts(patched));
        Assert.Equal(id, (string?)patched.ValueAt("corrections.1.id"));
        Assert.Equal("2026-01-02T02:04:05.678Z", (string?)patched.ValueAt("corrections.1.at"));

        var cleared = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), new { corrections = Array.Empty<object>() }, "If-Match: \"3\"")
            .ReadJsonAsync();
        Assert.Empty(Texts(cleared));
        Assert.Equal(["published", "edited", "corrected", "corrected"], await CausesAsync(editor, article));

        static IEnumerable<string?> Texts(JsonObject article) =>
            article["corrections"]!.AsArray().Select(correction => (string?)correction!["text"]);
    }

    [Theory]
    [
        InlineData("""{"text": "x"}""", "/type: required"),
        InlineData("""{"type": "mistake", "text": "x"}""", "/type: wrong-type"),
        InlineData("""{"type": "update"}""", "/text: required"),
        InlineData("""{"type": "update", "text": " "}""", "/text: empty"),
        InlineData("""{"type": "update", "text": "x", "at": "0001-01-01T00:00:00Z"}""", "/at: out-of-range"),
        InlineData("""{"type": "update", "text": "x", "by": "me"}""", "/by: unknown-member")
    ]
    public async Task A_wrong_correction_is_refused_wherever_it_is_sent(string correction, string error)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync("Refused correction");

        var added = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/corrections", JsonNode.Parse(correction)!)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        var patched = await editor
            .RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                JsonNode.Parse($$"""{"corrections": [{{correction}}]}""")!,
                "If-Match: \"1\""
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["body " + error], added.ErrorLocations());
        Assert.Equal(["body /corrections/0" + error], patched.ErrorLocations());
    }

    [Fact]
    public async Task A_correction_of_another_article_is_none_of_this_one()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var (article, other) = (
            await editor.PublishArticleAsync("One correction"),
            await editor.PublishArticleAsync("Another's correction")
        );
        var added = await editor
            .RequestAsync("POST", other.ArticleUrl() + "/corrections", new { type = "update", text = "x" })
            .ReadJsonAsync();
        var id = (string)added.ValueAt("corrections.0.id")!;

        var listed = await editor
            .RequestAsync(
                "PATCH",
                article.ArticleUrl(),
                new
                {
                    corrections = new[]
                    {
                        new
                        {
                            id,
                            type = "update",
                            text = "y",
                        },
                    },
                },
                "If-Match: \"1\""
            )
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await editor
            .RequestAsync(
                "PUT",
                $"{article.ArticleUrl()}/corrections/{id}",
                new { type = "update", text = "y" },
                "If-Match: \"1\""
            )
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(["body /corrections/0/id: does-not-exist"], listed.ErrorLocations());
    }

    private static async Task<IEnumerable<string?>> CausesAsync(HttpClient client, JsonObject article) =>
        (await client.GetJsonAsync(article.ArticleUrl() + "/versions"))["data"]!
            .AsArray()
            .Select(version => (string?)version!["cause"])
            .Reverse();
}
