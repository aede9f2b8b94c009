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
        InlineData("""{"headline":"x","status":"live"}""", "/status", "wrong-type", "one of draft, published"),
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
        InlineData("fields=headlinez", "fields", "unknown-field", "headline, most likely; one of "),
        InlineData("limit=500", "limit", "out-of-range", "1 to 100"),
        InlineData("sort=newest", "sort", "not-allowed", "one of "),
        InlineData("sort=publisedAt", "sort", "not-allowed", "publishedAt, most likely; one of "),
        InlineData("sort=relevance", "sort", "needs-q", "with q, which it ranks by"),
        InlineData("facets=sections", "facets", "not-allowed", "section, most likely; one of "),
        InlineData("highlight=true", "highlight", "needs-q", "with q, whose words are marked"),
        InlineData("photoCountry=Ukraine", "photoCountry", "not-a-country", "UA, the ISO 3166-1 alpha-2 code of "),
        InlineData("country=UK", "country", "not-a-country", "GB, the ISO 3166-1 alpha-2 code of "),
        InlineData("country=Atlantis", "country", "not-a-country", "an ISO 3166-1 alpha-2 code such as UA"),
        InlineData("hasImages=yes", "hasImages", "not-a-boolean", "true or false"),
        InlineData("limit=ten", "limit", "not-a-number", "a whole number"),
        InlineData("page=2", "page", "unknown-parameter", "one of q, "),
        InlineData("cursor=2", "cursor", "not-this-list", "the page.next of the same list"),
        InlineData("fields=body.text&body=html", "fields", "unknown-field", "body as a whole, where body=html"),
        InlineData(
            "publishedFrom=2024-02-01&publishedBefore=2024-01-01",
            "publishedBefore",
            "empty-range",
            "later than publishedFrom"
        ),
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

    [Theory]
    [
        InlineData("", "The body is empty; send a JSON object."),
        InlineData("{\"headline\":\"x\"", "Line 1, byte 16: the text ends before its strings"),
        InlineData(
            """{"headline":"x",}""",
            "Line 1, byte 17: nothing follows the comma before it; take the comma out."
        ),
        InlineData("{'headline':'x'}", "Line 1, byte 2: names and strings stand in double quotes, not in single ones."),
        InlineData("{\n  headline: 1}", "Line 2, byte 3: a name or string stands in double quotes."),
        InlineData("{\"headline\":“x”}", "Line 1, byte 13: '“' cannot stand here."),
        InlineData("{\"headline\":\"two\nlines\"}", "Line 1, byte 17: a line break or control character"),
        InlineData("""{"headline":"x"} // mine""", "Line 1, byte 18: JSON has no comments."),
        InlineData("""{"headline":"x"}{}""", "Line 1, byte 17: '{' cannot stand here.")
    ]
    public async Task What_is_no_json_is_answered_by_what_keeps_it_from_being_some(string body, string detail)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync("POST", "/v1/articles", body)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "malformed-json");

        Assert.StartsWith(detail, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [
        InlineData(
            "PATCH",
            "{article}",
            """{"headline":"x"}""",
            "If-Match: 7",
            400,
            "an ETag in double quotes, such as"
        ),
        InlineData("PATCH", "{article}", """{"headline":"x"}""", "", 428, "Send If-Match with the ETag you read"),
        InlineData("PATCH", "{article}", """{"version":9}""", "If-Match: *", 400, "as it is: the service sets it"),
        InlineData("PATCH", "{article}", """[{"op":"replace"}]""", "If-Match: *", 400, "a JSON object"),
        InlineData("DELETE", "{article}", null, "", 428, "Send If-Match with the ETag you read"),
        InlineData("POST", "{article}", "{}", "", 405, "allowed are DELETE, GET, HEAD, PATCH, PUT"),
        InlineData("PUT", "/v1/articles", """{"headline":"x"}""", "", 405, "allowed are GET, HEAD, POST"),
        InlineData("GET", "/articles", null, "", 404, "GET /v1 lists what there is"),
        InlineData("GET", "/v1/articles/no-such", null, "", 404, "No article has this id or slug"),
        InlineData("GET", "{article}", null, "Accept: text/csv", 406, "offered as JSON and JSON-LD"),
        InlineData("GET", "/v1/changes?after=today", null, "", 400, "0, now, or a cursor of the feed"),
        InlineData("POST", "{article}/corrections", """{"text":"x"}""", "", 400, "one of correction, clarification"),
        InlineData("POST", "{article}/images", """{"href":"a.jpg"}""", "", 400, "an absolute http or https address"),
        InlineData("POST", "/v1/images", """{"credit":"AP"}""", "", 400, "an object, such as {\"line\": …"),
        InlineData("POST", "/v1/images", """{"credit":{"agency":"AP"}}""", "", 400, "/credit/line: a string"),
        InlineData("POST", "/v1/captions", """{"text":"x"}""", "", 400, "/imageId: a UUID"),
        InlineData("POST", "/v1/datelines", """{"date":"2024-01-01"}""", "", 400, "A date is {\"iso\": "),
        InlineData("POST", "/v1/import?format=ninja", "{}", "", 400, "ninjs, most likely; one of "),
        InlineData("POST", "/v1/parse/captions", "{}", "", 400, "/raw: an array")
    ]
    public async Task A_request_that_is_wrong_is_answered_by_what_would_be_right(
        string method,
        string path,
        string? body,
        string header,
        int status,
        string told
    )
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var draft = await editor.CreateDraftAsync("Asked for in the wrong way");

        using var response = await editor.RequestAsync(
            method,
            path.Replace("{article}", draft.ArticleUrl(), StringComparison.Ordinal),
            body,
            header.Length > 0 ? [header] : []
        );
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(
            told,
            string.Join(
                ' ',
                new[] { problem["detail"], problem["errors"]?[0]?["detail"] }.Select(text => (string?)text)
            ),
            StringComparison.Ordinal
        );
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
