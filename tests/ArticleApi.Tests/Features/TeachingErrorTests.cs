using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>
/// Mistakes that people make, and what they are told: the place, what is wrong with it, and what to send instead.
/// </summary>
public sealed class TeachingErrorTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    [Theory]
    [
        InlineData("""{"headlin":"x"}""", "/headlin", "unknown-member", "headline, most likely; one of "),
        InlineData("""{"Headline":"x"}""", "/Headline", "unknown-member", "headline, most likely; one of "),
        InlineData("""{"colour":"x"}""", "/colour", "unknown-member", "one of "),
        InlineData(
            """{"headline":"x","tags":["a"]}""",
            "/tags/0",
            "wrong-type",
            """an object, such as {"name": …, "slug": …}"""
        ),
        InlineData(
            """{"headline":"x","section":"World"}""",
            "/section",
            "wrong-type",
            """an object, such as {"name": …, "slug": …}"""
        ),
        InlineData("""{"headline":"x","images":["http://x"]}""", "/images/0", "wrong-type", "an object, such as {"),
        InlineData(
            """{"headline":"x","body":[{"type":"video","href":"https://x"}]}""",
            "/body/0/type",
            "not-allowed",
            "one of paragraph, heading, quote, pullquote, list, table, image, embed"
        ),
        InlineData(
            """{"headline":"x","body":[{"type":"paragrah","text":"x"}]}""",
            "/body/0/type",
            "not-allowed",
            "paragraph, most likely; one of "
        ),
        InlineData("""{"headline":"x","body":"text"}""", "/body", "wrong-type", "an array"),
        InlineData("""{"headline":5}""", "/headline", "wrong-type", "a string"),
        InlineData("""{"headline":"x","urgency":"high"}""", "/urgency", "wrong-type", "a whole number"),
        InlineData("""{"headline":"x","urgency":10}""", "/urgency", "out-of-range", "1 to 9"),
        InlineData(
            """{"headline":"x","publishedAt":"yesterday"}""",
            "/publishedAt",
            "wrong-type",
            "an instant with an offset (RFC 3339)"
        ),
        InlineData("""{"headline":"x","status":"live"}""", "/status", "not-allowed", "draft or published"),
        InlineData(
            """{"headline":"x","language":"english!"}""",
            "/language",
            "not-a-language",
            "a BCP 47 language tag"
        ),
        InlineData("""{"headline":"x","slug":"A Slug"}""", "/slug", "not-a-slug", "lower-case letters and digits"),
        InlineData(
            """{"headline":"x","bodyText":"a","body":[]}""",
            "/body",
            "one-body",
            "only one of body, bodyHtml and bodyText"
        ),
        InlineData(
            """{"genre":"News"}""",
            "/headline",
            "required",
            "a headline, which in a draft may be empty, or a text"
        ),
        InlineData("""{"headline":"x","section":{}}""", "/section/name", "required", "a name, or a slug"),
        InlineData(
            """{"headline":"x","source":{"url":"example.org"}}""",
            "/source/url",
            "not-an-address",
            "an absolute http or https address"
        ),
        InlineData(
            """{"headline":"x","dateline":{"places":[{"country":"Ukraine","countryCode":"FR"}]}}""",
            "/dateline/places/0/countryCode",
            "disagrees",
            "the code of the country named"
        ),
        InlineData(
            """{"headline":"x","body":[{"type":"image","image":"#1"}]}""",
            "/body/0",
            "no-such-image",
            "no image block, where there are no images"
        )
    ]
    public async Task A_body_that_is_wrong_is_answered_by_what_would_be_right(
        string body,
        string pointer,
        string code,
        string allowed
    )
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync("POST", "/v1/articles", JsonNode.Parse(body)!)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        var error = problem["errors"]!.AsArray().Single()!;
        Assert.Equal((pointer, code), ((string?)error["pointer"], (string?)error["code"]));
        Assert.StartsWith(allowed, (string?)error["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData("tagg=x", "tagg", "unknown-parameter", "tag, most likely; one of "),
        InlineData("pagesize=20", "pagesize", "unknown-parameter", "one of "),
        InlineData("fields=headlines", "fields", "unknown-field", "headline, most likely; one of "),
        InlineData("limit=500", "limit", "out-of-range", "1 to 100"),
        InlineData("sort=newest", "sort", "not-allowed", "one of "),
        InlineData("photoCountry=Ukraine", "photoCountry", "not-a-country", "an ISO 3166-1 alpha-2 code"),
        InlineData("publishedFrom=last+week", "publishedFrom", "not-an-instant", ""),
        InlineData("limit=5&limit=6", "limit", "repeated", "the parameter once"),
        InlineData("q=\"open", "q", "unreadable", "")
    ]
    public async Task A_query_that_is_wrong_is_answered_by_what_would_be_right(
        string query,
        string name,
        string code,
        string allowed
    )
    {
        using var client = api.CreateAnonymousClient();

        var problem = await client
            .RequestAsync("GET", "/v1/articles?" + query)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        var error = problem["errors"]!.AsArray().Single()!;
        Assert.Equal((name, code), ((string?)error["name"], (string?)error["code"]));
        Assert.StartsWith(allowed, (string?)error["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_is_changed_by_its_own_addresses()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var draft = await editor.CreateDraftAsync("Wants out");

        var problem = await editor
            .RequestAsync("PATCH", draft.ArticleUrl(), new { status = "published" }, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Contains("/publish and /withdraw", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sends_a_password_is_told_to_send_a_key()
    {
        using var client = api.CreateAnonymousClient();

        var problem = await client
            .RequestAsync("GET", "/v1/articles", null, "Authorization: Basic YTpi")
            .ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");

        Assert.StartsWith("Names and passwords are not taken here. Send an API key", (string?)problem["detail"]);
    }
}
