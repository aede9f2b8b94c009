using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>The readers as operations: open, and without effect.</summary>
public abstract class ParsingTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ParsingTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ParsingTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task A_caption_comes_back_in_its_parts()
    {
        using var reader = api.CreateAnonymousClient();

        var caption = (
            await reader
                .RequestAsync(
                    "POST",
                    "/v1/parse/captions",
                    new
                    {
                        raw = new[] { "FILE PHOTO: People walk in Porto, Portugal, March 2, 2026. REUTERS/Ana Costa" },
                    }
                )
                .ReadJsonAsync()
        )
            .ValueAt("data.0")!
            .AsObject();

        Assert.Equal(
            ["text", "raw", "filePhoto", "credit", "dateline", "evidence", "confidence"],
            caption.Select(member => member.Key)
        );
        Assert.Equal("People walk in Porto, Portugal, March 2, 2026.", (string?)caption["text"]);
        Assert.True((bool)caption["filePhoto"]!);
        Assert.Equal(
            ("Reuters", "Ana Costa"),
            ((string?)caption.ValueAt("credit.agency"), (string?)caption.ValueAt("credit.photographer"))
        );
        Assert.Equal(["raw", "places", "date", "agency"], caption["dateline"]!.AsObject().Select(member => member.Key));
        Assert.Equal("Porto", (string?)caption.ValueAt("dateline.places.0.locality"));
        Assert.Equal(
            """{"iso":"2026-03-02","precision":"day","year":2026,"month":3,"day":2}""",
            caption.ValueAt("dateline.date")!.ToJsonString()
        );
        Assert.All(
            caption["evidence"]!.AsArray(),
            evidence =>
                Assert.InRange(
                    (int)evidence!["start"]! - 1 + (int)evidence["length"]!,
                    1,
                    caption["raw"]!.ToString().Length
                )
        );
    }

    [Fact]
    public async Task A_caption_of_a_credit_alone_has_no_text()
    {
        using var reader = api.CreateAnonymousClient();

        var answer = await reader
            .RequestAsync("POST", "/v1/parse/captions", new { raw = new[] { "REUTERS/Ana Costa" } })
            .ReadJsonAsync();

        Assert.Equal("Reuters", (string?)answer.ValueAt("data.0.credit.agency"));
        Assert.Null(answer.ValueAt("data.0.text"));
        Assert.Equal(1, answer.ValueAt("data.0.evidence")!.AsArray().Min(evidence => (int)evidence!["start"]!));
    }

    [Fact]
    public async Task A_lede_comes_back_without_its_dateline()
    {
        using var reader = api.CreateAnonymousClient();
        const string Lede = "LISBON, March 3 (AP) — Rain fell.";

        var answer = await reader
            .RequestAsync("POST", "/v1/parse/datelines", new { text = new[] { Lede, "Rain fell." } })
            .ReadJsonAsync();

        var (filed, plain) = (answer.ValueAt("data.0")!, answer.ValueAt("data.1")!);
        Assert.Equal(
            ("Lisbon", "AP", "Rain fell."),
            (
                (string?)filed.ValueAt("dateline.places.0.locality"),
                (string?)filed.ValueAt("dateline.agency"),
                (string?)filed["rest"]
            )
        );
        Assert.Equal(
            """{"iso":null,"precision":"monthDay","year":null,"month":3,"day":3}""",
            filed.ValueAt("dateline.date")!.ToJsonString()
        );
        Assert.Equal(["dateline", "rest"], filed["evidence"]!.AsArray().Select(evidence => (string?)evidence!["part"]));
        Assert.Equal(
            [(string?)filed.ValueAt("dateline.raw"), "Rain fell."],
            filed["evidence"]!
                .AsArray()
                .Select(evidence => Lede.Substring((int)evidence!["start"]! - 1, (int)evidence["length"]!))
        );
        Assert.Equal("""{"dateline":null,"rest":"Rain fell.","evidence":[],"confidence":null}""", plain.ToJsonString());
    }

    [Fact]
    public async Task A_thousand_are_answered_in_their_order_and_nothing_is_stored()
    {
        using var reader = api.CreateAnonymousClient();
        var before = await api.RunInScopeAsync(async db =>
            (
                db.Articles.Count(),
                db.Captions.Count(),
                db.Datelines.Count(),
                (await db.LogSequences.FindAsync(1))!.CommitCount
            )
        );

        using var response = await reader.RequestAsync(
            "POST",
            "/v1/parse/captions",
            new { raw = Enumerable.Range(0, 1_000).Select(n => $"Picture {n} in Porto, Portugal.") }
        );

        Assert.Equal(
            "private, no-store",
            response
                .Headers.CacheControl?.ToString()
                ?.Replace("no-store, private", "private, no-store", StringComparison.Ordinal)
        );
        Assert.Equal(
            Enumerable.Range(0, 1_000).Select(n => $"Picture {n} in Porto, Portugal."),
            JsonNode
                .Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!
                .AsObject()
                .ValuesOf("text")
        );
        Assert.Equal(
            before,
            await api.RunInScopeAsync(async db =>
                (
                    db.Articles.Count(),
                    db.Captions.Count(),
                    db.Datelines.Count(),
                    (await db.LogSequences.FindAsync(1))!.CommitCount
                )
            )
        );
    }

    [Theory]
    [
        InlineData("captions", "{}", "body /raw: required"),
        InlineData("captions", """{"raw":[]}""", "body /raw: required"),
        InlineData("captions", """{"raw":"x"}""", "body /raw: wrong-type"),
        InlineData("captions", """{"raw":null}""", "body /raw: null")
    ]
    [
        InlineData("captions", """{"raw":["a","b","c",4]}""", "body /raw/3: wrong-type"),
        InlineData("captions", """{"raw":["a",null]}""", "body /raw/1: null"),
        InlineData("captions", """{"raw":["a"," "]}""", "body /raw/1: empty"),
        InlineData("captions", """{"raw":["a"],"text":["b"]}""", "body /text: unknown-member")
    ]
    [
        InlineData("datelines", """{"raw":["a"]}""", "body /raw: unknown-member body /text: required"),
        InlineData("datelines", """{"text":["a",""]}""", "body /text/1: empty"),
        InlineData("datelines", """{"text":["\u0007"]}""", "body /text/0: control-character")
    ]
    public async Task What_cannot_be_read_is_named_by_its_place(string what, string body, string places)
    {
        using var reader = api.CreateAnonymousClient();

        Assert.Equal(
            places,
            string.Join(
                ' ',
                (
                    await reader
                        .RequestAsync("POST", "/v1/parse/" + what, body)
                        .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
                ).ErrorLocations()
            )
        );
    }

    [Fact]
    public async Task What_is_too_much_is_refused()
    {
        using var reader = api.CreateAnonymousClient();

        async Task Refused(string what, object body, string place) =>
            Assert.Equal(
                [place],
                (
                    await reader
                        .RequestAsync("POST", "/v1/parse/" + what, body)
                        .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
                ).ErrorLocations()
            );
        await Refused("captions", new { raw = new[] { "a", new string('x', 5_001) } }, "body /raw/1: too-long");
        await Refused("captions", new { raw = Enumerable.Repeat("a", 1_001) }, "body /raw: too-many");
        await Refused("datelines", new { text = new[] { new string('x', 100_001) } }, "body /text/0: too-long");
        await Refused("datelines", new { text = Enumerable.Repeat("a", 1_001) }, "body /text: too-many");
        await reader
            .RequestAsync("POST", "/v1/parse/captions", new { raw = Enumerable.Repeat(new string('x', 4_900), 1_000) })
            .ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
        await reader
            .RequestAsync("POST", "/v1/parse/captions?limit=1", new { raw = new[] { "a" } })
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await reader
            .RequestAsync("GET", "/v1/parse/captions")
            .ReadProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
    }
}
