using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Http.Problems;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>
/// Mistakes that people make, and what they are told: the place, what is wrong with it, and what to send instead.
/// </summary>
public sealed class TeachingErrorTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    [Theory]
    [
        InlineData("""{"headlin":"x"}""", "/headlin", "unknown-member", "unknown, most likely headline; one of "),
        InlineData("""{"Headline":"x"}""", "/Headline", "unknown-member", "unknown, most likely headline; one of "),
        InlineData("""{"colour":"x"}""", "/colour", "unknown-member", "unknown; one of "),
        InlineData("""{"title":"x"}""", "/title", "unknown-member", "unknown, most likely headline; one of "),
        InlineData(
            """{"headline":"x","authors":[]}""",
            "/authors",
            "unknown-member",
            "unknown, most likely bylines; one of "
        ),
        InlineData(
            """{"headline":"x","content":"x"}""",
            "/content",
            "unknown-member",
            "unknown, most likely body; one of "
        ),
        InlineData(
            """{"headline":"x","text":"x"}""",
            "/text",
            "unknown-member",
            "unknown, most likely bodyText; one of "
        ),
        InlineData(
            """{"headline":"x","summary":"x"}""",
            "/summary",
            "unknown-member",
            "unknown, most likely abstract; one of "
        ),
        InlineData(
            """{"headline":"x","images":[{"src":"https://x"}]}""",
            "/images/0/src",
            "unknown-member",
            "unknown, most likely href; one of "
        ),
        InlineData(
            """{"headline":"x","publishedAt":"2026-02-30T08:00:00Z"}""",
            "/publishedAt",
            "not-an-instant",
            "there is no day 30: February 2026 has 28 days"
        ),
        InlineData(
            """{"headline":"x","publishedAt":"2026-02-03T25:00:00Z"}""",
            "/publishedAt",
            "not-an-instant",
            "there is no hour 25: hours go from 0 to 23"
        ),
        InlineData(
            """{"headline":"x","dateline":{"date":{"iso":"2026-13-01"}}}""",
            "/dateline/date",
            "invalid",
            "there is no month 13: months go from 1 to 12"
        ),
        InlineData(
            """{"headline":"x","dateline":{"date":{"month":4,"day":31}}}""",
            "/dateline/date",
            "invalid",
            "there is no day 31: April has 30 days"
        ),
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
        InlineData("tagg=x", "tagg", "unknown-parameter", "unknown, most likely tag; one of "),
        InlineData("pagesize=20", "pagesize", "unknown-parameter", "unknown, most likely limit; one of "),
        InlineData("per_page=20", "per_page", "unknown-parameter", "unknown, most likely limit; one of "),
        InlineData("title=x", "title", "unknown-parameter", "unknown, most likely q; one of "),
        InlineData("author=x", "author", "unknown-parameter", "unknown, most likely byline; one of "),
        InlineData("category=x", "category", "unknown-parameter", "unknown, most likely section; one of "),
        InlineData("since=x", "since", "unknown-parameter", "unknown, most likely publishedFrom; one of "),
        InlineData("orderBy=x", "orderBy", "unknown-parameter", "unknown, most likely sort; one of "),
        InlineData("flavour=x", "flavour", "unknown-parameter", "unknown; one of q, "),
        InlineData("fields=images.foo", "fields", "unknown-field", "unknown; one of images.id, "),
        InlineData("fields=images.url", "fields", "unknown-field", "unknown, most likely images.href; one of images."),
        InlineData("fields=headline.x", "fields", "unknown-field", "headline itself: it has nothing inside"),
        InlineData(
            "publishedFrom=2026-02-30",
            "publishedFrom",
            "not-an-instant",
            "there is no day 30: February 2026 has 28 days"
        ),
        InlineData("fields=headlinez", "fields", "unknown-field", "unknown, most likely headline; one of "),
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
        InlineData("page=2", "page", "unknown-parameter", "unknown, most likely cursor; one of q, "),
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
        InlineData("GET", "/v1/articles/no-such", null, "", 404, "No article has, or had, this slug"),
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
    public async Task What_others_call_by_another_name_is_called_something_here()
    {
        using var reader = api.CreateAnonymousClient();
        var document = await reader.GetJsonAsync("/openapi/v1.json");
        var names = new HashSet<string>();
        Collect(document);

        Assert.All(Synonyms.All.Values.SelectMany(meant => meant), name => Assert.Contains(name, names));
        Assert.All(Synonyms.All.Keys, name => Assert.DoesNotMatch("[^a-z]", name));

        void Collect(JsonNode? node)
        {
            if (node is JsonArray list)
                foreach (var item in list)
                    Collect(item);
            if (node is not JsonObject json)
                return;

            if (json["in"] is not null && json["name"] is JsonValue parameter)
                names.Add((string)parameter!);
            if (json["properties"] is JsonObject members)
                names.UnionWith(members.Select(member => member.Key));
            foreach (var (_, inner) in json)
                Collect(inner);
        }
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
