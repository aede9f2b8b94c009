using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Tests.Features;

/// <summary>
/// Bodies that cannot be taken: each gets a clear problem that names the place, and leaves nothing behind.
/// </summary>
public abstract class BadBodyTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : BadBodyTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : BadBodyTests(api), IClassFixture<PostgresHost>;

    [Theory]
    [
        InlineData(""),
        InlineData("{"),
        InlineData("headline"),
        InlineData("{\"headline\":\"x\"} {}"),
        InlineData("{\"headline\":\"x\",}"),
        InlineData("{'headline':'x'}"),
        InlineData("{\"headline\":NaN}"),
        InlineData("// x\n{}")
    ]
    [InlineData(
        """{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}"""
    )]
    public async Task What_is_not_JSON_is_malformed(string body)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var before = await Rows();

        var problem = await editor
            .RequestAsync("POST", "/v1/articles", body)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "malformed-json");

        Assert.NotEmpty((string)problem["detail"]!);
        Assert.Equal(before, await Rows());
    }

    [Theory]
    [InlineData("[]", ": wrong-type"), InlineData("null", ": wrong-type"), InlineData("\"x\"", ": wrong-type")]
    [
        InlineData("""{"headline":1,"bodyText":"x"}""", "/headline: wrong-type"),
        InlineData("""{"headline":null}""", "/headline: required"),
        InlineData("""{"headline":["x"],"bodyText":"x"}""", "/headline: wrong-type")
    ]
    [
        InlineData("""{"editorNote":"x"}""", "/headline: required"),
        InlineData("""{"headline":"a\nb","bodyText":"x"}""", "/headline: not-one-line")
    ]
    [
        InlineData("""{"headline":"x","bodyText":"x","nope":1}""", "/nope: unknown-member"),
        InlineData("""{"headline":"x","bodyText":"x","a/b~c":1}""", "/a~1b~0c: unknown-member"),
        InlineData("""{"Headline":"x","headline":"x","bodyText":"x"}""", "/Headline: unknown-member")
    ]
    [
        InlineData("""{"headline":"x","headline":"y","bodyText":"x"}""", "/headline: duplicate-member"),
        InlineData(
            """{"headline":"x","bodyText":"x","source":{"url":null,"url":null}}""",
            "/source/url: duplicate-member"
        )
    ]
    [
        InlineData("""{"headline":"a\u0000b","bodyText":"x"}""", "/headline: control-character"),
        InlineData("""{"headline":"x","bodyText":"a\u001b[31m"}""", "/bodyText: control-character"),
        InlineData("""{"headline":"x","bodyText":"\uffff"}""", "/bodyText: control-character")
    ]
    [
        InlineData("""{"headline":"a\ud800b","bodyText":"x"}""", "/headline: broken-text"),
        InlineData("""{"headline":"x","tags":[{"name":"\udc00"}],"bodyText":"x"}""", "/tags/0/name: broken-text")
    ]
    [
        InlineData("""{}""", "/headline: required"),
        InlineData("""{"headline":"x","bodyText":"x","bodyHtml":"x"}""", "/body: one-body")
    ]
    [
        InlineData("""{"headline":"x","bodyText":"x","slug":"Not A Slug"}""", "/slug: not-a-slug"),
        InlineData("""{"headline":"x","bodyText":"x","slug":"export"}""", "/slug: not-a-slug"),
        InlineData(
            """{"headline":"x","bodyText":"x","slug":"0199a0a0-0000-7000-8000-000000000000"}""",
            "/slug: not-a-slug"
        ),
        InlineData("""{"headline":"x","bodyText":"x","slug":""}""", "/slug: not-a-slug")
    ]
    [
        InlineData("""{"headline":"x","bodyText":"x","language":"the English"}""", "/language: not-a-language"),
        InlineData("""{"headline":"x","bodyText":"x","urgency":10}""", "/urgency: out-of-range"),
        InlineData("""{"headline":"x","bodyText":"x","urgency":1.5}""", "/urgency: wrong-type"),
        InlineData("""{"headline":"x","bodyText":"x","urgency":99999999999}""", "/urgency: wrong-type"),
        InlineData("""{"headline":"x","bodyText":"x","urgency":"1"}""", "/urgency: wrong-type")
    ]
    [
        InlineData("""{"headline":"x","bodyText":"x","publishedAt":"yesterday"}""", "/publishedAt: wrong-type"),
        InlineData(
            """{"headline":"x","bodyText":"x","publishedAt":"2026-01-31T08:15:00"}""",
            "/publishedAt: wrong-type"
        ),
        InlineData(
            """{"headline":"x","bodyText":"x","publishedAt":"0999-01-31T08:15:00Z"}""",
            "/publishedAt: out-of-range"
        ),
        InlineData(
            """{"headline":"x","bodyText":"x","embargoUntil":"9999-12-31T23:59:59Z"}""",
            "/embargoUntil: out-of-range"
        )
    ]
    [
        InlineData("""{"headline":"x","bodyText":"x","status":"withdrawn"}""", "/status: wrong-type"),
        InlineData(
            """{"headline":"x","bodyText":"x","id":"0199a0a0-0000-7000-8000-000000000000"}""",
            "/id: unknown-member"
        )
    ]
    [
        InlineData("""{"headline":"x","body":[{"type":"poem","text":"x"}]}""", "/body/0/type: not-allowed"),
        InlineData("""{"headline":"x","body":[{"type":"paragraph"}]}""", "/body/0/text: required"),
        InlineData(
            """{"headline":"x","body":[{"type":"heading","text":"x","level":1}]}""",
            "/body/0/level: out-of-range"
        ),
        InlineData(
            """{"headline":"x","body":[{"type":"paragraph","text":"x","html":"y"}]}""",
            "/body/0/html: disagrees"
        )
    ]
    [
        InlineData(
            """{"headline":"x","body":[{"type":"paragraph","text":"x"},{"type":"image","image":"#1"}]}""",
            "/body/1: no-such-image"
        ),
        InlineData(
            """{"headline":"x","body":[{"type":"image","image":"#2"}],"images":[{}]}""",
            "/body/0: no-such-image"
        ),
        InlineData(
            """{"headline":"x","body":[{"type":"image","image":"1"}],"images":[{}]}""",
            "/body/0: no-such-image"
        ),
        InlineData("""{"headline":"x","body":[{"type":"image"}],"images":[{}]}""", "/body/0: no-such-image"),
        InlineData("""{"headline":"x","body":[{"type":"list","items":[]}]}""", "/body/0/items: required"),
        InlineData("""{"headline":"x","body":["x"]}""", "/body/0: wrong-type"),
        InlineData("""{"headline":"x","body":[null]}""", "/body/0: null")
    ]
    [
        InlineData(
            """{"headline":"x","bodyText":"x","images":[{"id":"0199a0a0-0000-7000-8000-000000000000"}]}""",
            "/images/0/id: does-not-exist"
        ),
        InlineData(
            """{"headline":"x","bodyText":"x","images":[{"altText":"new"},{"id":"0199a0a0-0000-7000-8000-000000000000"}]}""",
            "/images/1/id: does-not-exist"
        ),
        InlineData("""{"headline":"x","bodyText":"x","images":[{"id":"1"}]}""", "/images/0/id: wrong-type"),
        InlineData("""{"headline":"x","bodyText":"x","images":{}}""", "/images: wrong-type")
    ]
    [InlineData(
        """{"headline":"x","bodyText":"x","images":[{"caption":{"id":"0199a0a0-0000-7000-8000-000000000000"}}]}""",
        "/images/0/caption/id: does-not-exist"
    )]
    [
        InlineData(
            """{"headline":"x","bodyText":"x","images":[{"href":"javascript:alert(1)"}]}""",
            "/images/0/href: not-an-address"
        ),
        InlineData(
            """{"headline":"x","bodyText":"x","images":[{"href":"/a.jpg"}]}""",
            "/images/0/href: not-an-address"
        ),
        InlineData("""{"headline":"x","bodyText":"x","images":[{"width":0}]}""", "/images/0/width: out-of-range"),
        InlineData("""{"headline":"x","bodyText":"x","images":[{"role":"cover"}]}""", "/images/0/role: wrong-type"),
        InlineData("""{"headline":"x","bodyText":"x","images":[{"caption":{}}]}""", "/images/0/caption/raw: required")
    ]
    [
        InlineData(
            """{"headline":"x","bodyText":"x","dateline":{"places":[{"locality":"Kyiv","countryCode":"XX"}]}}""",
            "/dateline/places/0/countryCode: not-a-country"
        ),
        InlineData("""{"headline":"x","bodyText":"x","dateline":{}}""", "/dateline/places: required"),
        InlineData(
            """{"headline":"x","bodyText":"x","dateline":{"places":[{}]}}""",
            "/dateline/places/0/locality: required"
        ),
        InlineData(
            """{"headline":"x","bodyText":"x","dateline":{"date":{"year":2022,"month":13,"precision":"month"}}}""",
            "/dateline/date: invalid"
        )
    ]
    [
        InlineData("""{"headline":"x","bodyText":"x","tags":[{"name":"!!!"}]}""", "/tags/0/name: no-slug"),
        InlineData("""{"headline":"x","bodyText":"x","bylines":[{"name":""}]}""", "/bylines/0/name: empty"),
        InlineData("""{"headline":"x","bodyText":"x","section":"World"}""", "/section: wrong-type"),
        InlineData("""{"headline":"x","bodyText":"x","source":{"url":"x"}}""", "/source/url: not-an-address")
    ]
    [
        InlineData(
            """{"headline":2,"bodyText":"x","nope":1,"urgency":"x"}""",
            "/headline: wrong-type /nope: unknown-member /urgency: wrong-type"
        ),
        InlineData("""{"bodyText":"x","slug":"-","urgency":0}""", "/slug: not-a-slug /urgency: out-of-range")
    ]
    public async Task What_cannot_be_taken_is_named_by_its_place(string body, string places)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var before = await Rows();

        var problem = await editor
            .RequestAsync("POST", "/v1/articles", body)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(places, string.Join(' ', problem.ErrorLocations().Select(place => place["body ".Length..])));
        Assert.Equal(before, await Rows());
    }

    [Fact]
    public async Task What_is_too_long_is_refused_wherever_it_is()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var before = await Rows();
        await Assert.AllAsync(
            new (object, string)[]
            {
                (new { headline = new string('x', 501), bodyText = "x" }, "body /headline: too-long"),
                (new { headline = "x", bodyText = new string('x', 3_000_000) }, "body /bodyText: too-long"),
                (
                    new { headline = "x", bodyHtml = string.Concat(Enumerable.Repeat("<b>", 200_001)) },
                    "body /bodyHtml: too-many"
                ),
                (new { headline = "x", bodyHtml = "<p>" + new string('x', 3_000_000) }, "body /bodyHtml: too-long"),
                (
                    new
                    {
                        headline = "x",
                        body = new[] { new { type = "paragraph", text = new string('x', 3_000_000) } },
                    },
                    "body /body/0/text: too-long"
                ),
                (
                    new
                    {
                        headline = "x",
                        bodyText = "x",
                        slug = new string('x', 201),
                    },
                    "body /slug: not-a-slug"
                ),
                (
                    new
                    {
                        headline = "x",
                        bodyText = "x",
                        tags = Enumerable.Range(0, 51).Select(n => new { name = $"t{n}" }),
                    },
                    "body /tags: too-many"
                ),
                (
                    new
                    {
                        headline = "x",
                        bodyText = "x",
                        images = Enumerable.Range(0, 201).Select(_ => new { altText = "x" }),
                    },
                    "body /images: too-many"
                ),
            },
            async example =>
            {
                var (body, place) = example;
                Assert.Equal(
                    [place],
                    (
                        await editor
                            .RequestAsync("POST", "/v1/articles", body)
                            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
                    ).ErrorLocations()
                );
            }
        );

        Assert.Equal(before, await Rows());
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_body_of_more_than_four_mebibytes_is_too_large(bool withLength)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var before = await Rows();
        using var content = new StreamContent(
            new MemoryStream(
                Encoding.UTF8.GetBytes($$"""{"headline":"x","bodyText":"{{new string('x', 10_000_000)}}"}""")
            )
        );
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/articles") { Content = content };
        request.Headers.TransferEncodingChunked = !withLength;

        using var response = await editor.SendAsync(request);

        await response.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
        Assert.Equal(before, await Rows());
    }

    [Theory]
    [
        InlineData("POST", "text/plain"),
        InlineData("POST", "application/json; charset=utf-16"),
        InlineData("POST", null),
        InlineData("POST", "application/merge-patch+json"),
        InlineData("PATCH", "application/json"),
        InlineData("PATCH", "application/json-patch+json")
    ]
    public async Task A_media_type_that_is_not_taken_says_which_is(string method, string? mediaType)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Media type");
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            method == "POST" ? "/v1/articles" : article.ArticleUrl()
        )
        {
            Content = new ByteArrayContent("{}"u8.ToArray()),
        };
        if (mediaType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        request.Headers.TryAddWithoutValidation("If-Match", "*");

        using var response = await editor.SendAsync(request);
        var problem = await response.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        Assert.Equal(["header Content-Type: unsupported"], problem.ErrorLocations());
        Assert.Equal(
            method == "PATCH" ? ["application/merge-patch+json"] : [],
            response.Headers.TryGetValues("Accept-Patch", out var accepted) ? accepted : []
        );
        Assert.Equal(
            method == "POST" ? ["application/json"] : [],
            response.Headers.TryGetValues("Accept", out var taken) ? taken : []
        );
    }

    [Theory]
    [
        InlineData("/v1/import", "gzip"),
        InlineData("/v1/articles/bulk", "br"),
        InlineData("/v1/articles", "gzip, zstd"),
        InlineData("/v1/articles", "identity")
    ]
    public async Task A_body_that_is_coded_is_told_to_come_as_it_is(string address, string coding)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent("{}"u8.ToArray()),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);

        using var response = await editor.SendAsync(request);
        if (coding == "identity")
        {
            await response.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request");
            return;
        }

        Assert.Equal(
            ["header Content-Encoding: unsupported"],
            (
                await response.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")
            ).ErrorLocations()
        );
        Assert.Equal(["identity"], response.Headers.GetValues("Accept-Encoding"));
    }

    [Fact]
    public async Task Bad_changes_of_what_exists_leave_it_as_it_was()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Unharmed",
            new { bodyText = "KYIV, Ukraine (AP) — Rain.", images = new[] { new { caption = new { text = "Rain" } } } }
        );
        await editor.PublishArticleAsync("Taken already");
        var (image, caption, dateline) = (
            $"/v1/images/{article.ValueAt("images.0.id")}",
            $"/v1/captions/{article.ValueAt("images.0.caption.id")}",
            $"/v1/datelines/{article.ValueAt("dateline.id")}"
        );
        var before = await Rows();

        await Assert.AllAsync(
            new (string, string, string)[]
            {
                (article.ArticleUrl(), """{"headline":null}""", "body /headline: empty"),
                (
                    article.ArticleUrl(),
                    """{"images":[{"id":"0199a0a0-0000-7000-8000-000000000000"}]}""",
                    "body /images/0/id: does-not-exist"
                ),
                (article.ArticleUrl(), """{"nope":1}""", "body /nope: unknown-member"),
                (article.ArticleUrl(), """{"version":7}""", "body /version: read-only"),
                (article.ArticleUrl(), """{"body":null}""", "body /body: empty"),
                (image, """{"href":"x"}""", "body /href: not-an-address"),
                (image, """{"captionCount":7}""", "body /captionCount: read-only"),
                (image, """{"nope":1}""", "body /nope: unknown-member"),
                (caption, """{"text":null,"raw":null}""", "body /raw: required"),
                (caption, """{"imageId":"0199a0a0-0000-7000-8000-000000000000"}""", "body /imageId: read-only"),
                (caption, """{"language":"the English"}""", "body /language: not-a-language"),
                (dateline, """{"places":null,"date":null}""", "body /places: required"),
                (dateline, """{"places":[{"countryCode":"ZZ"}]}""", "body /places/0/countryCode: not-a-country"),
                (dateline, """{"places":[{"qualifier":"near"}]}""", "body /places/0/qualifier: unknown-member"),
            },
            async example =>
            {
                var (path, patch, place) = example;
                Assert.Equal(
                    [place],
                    (
                        await editor
                            .RequestAsync("PATCH", path, patch, "If-Match: *")
                            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
                    ).ErrorLocations()
                );
            }
        );
        await editor
            .RequestAsync("PATCH", article.ArticleUrl(), """{"slug":"taken-already"}""", "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.Conflict, "duplicate-slug");
        await editor
            .RequestAsync("PATCH", article.ArticleUrl(), """{"headline":"x"}""", "If-Match: \"7\"")
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal(before, await Rows());
        Assert.Equal(article.ToJsonString(), (await editor.GetJsonAsync(article.ArticleUrl())).ToJsonString());
    }

    private Task<string> Rows() =>
        api.RunInScopeAsync(async db =>
            string.Join(
                ' ',
                await db.Articles.CountAsync(),
                await db.Versions.CountAsync(),
                await db.Heads.CountAsync(),
                await db.Slugs.CountAsync(),
                await db.Images.CountAsync(),
                await db.Captions.CountAsync(),
                await db.Datelines.CountAsync(),
                await db.ImageUses.CountAsync(),
                await db.Postings.CountAsync(),
                await db.SortEntries.CountAsync(),
                await db.FacetValueCounts.CountAsync(),
                (await db.LogSequences.AsNoTracking().SingleAsync()).LastSequence
            )
        );
}
