using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Articles by the ids that their publishers give them.</summary>
public abstract class ExternalIdTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ExternalIdTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : ExternalIdTests(api), IClassFixture<PostgresHost>;

    private static string Address(string id, string publisher = "Example Agency") =>
        $"/v1/articles/by-external-id?publisher={Uri.EscapeDataString(publisher)}&externalId={Uri.EscapeDataString(id)}";

    [Fact]
    public async Task An_article_is_made_and_then_replaced_under_its_publishers_id()
    {
        using var feeder = await api.CreateClientWithKeyAsync();

        var made = await feeder
            .RequestAsync(
                "PUT",
                Address("urn:x:1"),
                new
                {
                    headline = "Made",
                    bodyText = "x",
                    status = "published",
                }
            )
            .ReadJsonAsync(HttpStatusCode.Created);
        var same = await feeder
            .RequestAsync(
                "PUT",
                Address("urn:x:1"),
                new
                {
                    headline = "Made",
                    bodyText = "x",
                    status = "published",
                    externalId = "urn:x:1",
                }
            )
            .ReadJsonAsync();
        var replaced = await feeder
            .RequestAsync(
                "PUT",
                Address("urn:x:1"),
                new
                {
                    headline = "Replaced",
                    bodyText = "x",
                    source = new { url = "https://example.org/1" },
                },
                "If-Match: \"1\""
            )
            .ReadJsonAsync();
        await feeder
            .RequestAsync("PUT", Address("urn:x:1"), new { headline = "Late", bodyText = "x" }, "If-Match: \"1\"")
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");
        await feeder
            .RequestAsync("PUT", Address("urn:x:none"), new { headline = "None", bodyText = "x" }, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal(made.ToJsonString(), same.ToJsonString());
        Assert.Equal((string?)made["id"], (string?)replaced["id"]);
        Assert.Equal(
            ("Replaced", 2, "published"),
            ((string?)replaced["headline"], (int)replaced["version"]!, (string?)replaced["status"])
        );
        Assert.Equal(
            ("urn:x:1", "Example Agency", "https://example.org/1"),
            (
                (string?)replaced["externalId"],
                (string?)replaced.ValueAt("source.publisher"),
                (string?)replaced.ValueAt("source.url")
            )
        );
    }

    private static string List(string id, string publisher = "Example Agency") =>
        Address(id, publisher).Replace("/by-external-id", "", StringComparison.Ordinal);

    [Fact]
    public async Task An_article_is_found_by_its_publishers_id_as_far_as_the_caller_sees_it()
    {
        using var feeder = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        object Body(string headline, string status) =>
            new
            {
                headline,
                bodyText = "x",
                status,
            };
        var shown = await feeder
            .RequestAsync("PUT", Address("urn:x:found"), Body("Found by id", "published"))
            .ReadJsonAsync(HttpStatusCode.Created);
        await feeder
            .RequestAsync("PUT", Address("urn:x:draft"), Body("Draft by id", "draft"))
            .ReadJsonAsync(HttpStatusCode.Created);

        var page = await reader.GetJsonAsync(List("urn:x:found"));
        Assert.Equal(["found-by-id"], page.ValuesOf());
        Assert.Equal((1, false), ((int)page.ValueAt("page.limit")!, (bool)page.ValueAt("page.hasMore")!));
        Assert.Equal(
            """{"data":[{"slug":"found-by-id","bodyText":"x"}],"page":{"limit":1,"next":null,"hasMore":false}}""",
            await reader.GetStringAsync(List("urn:x:found") + "&fields=slug,body&body=text")
        );
        Assert.Empty(await reader.ListValuesAsync(List("urn:x:found", "Another Agency")));
        Assert.Equal(["draft-by-id"], await feeder.ListValuesAsync(List("urn:x:draft")));
        Assert.Equal(await reader.GetStringAsync(List("urn:x:none")), await reader.GetStringAsync(List("urn:x:draft")));

        await feeder.RequestAsync("POST", shown.ArticleUrl() + "/withdraw", new { }).ReadJsonAsync();
        Assert.Empty(await reader.ListValuesAsync(List("urn:x:found")));
        Assert.Empty(await feeder.ListValuesAsync(List("urn:x:found")));
    }

    [Theory]
    [InlineData("externalId=x", "publisher: required"), InlineData("publisher=x", "externalId: required")]
    [
        InlineData("externalId=x&publisher=y&tag=z", "externalId: not-combined"),
        InlineData("externalId=x&publisher=y&tagNot=z", "externalId: not-combined"),
        InlineData("externalId=x&publisher=y&total=exact", "externalId: not-combined"),
        InlineData("externalId=x&publisher=y&facets=tag", "externalId: not-combined"),
        InlineData("externalId=x&publisher=y&sort=-publishedAt", "externalId: not-combined"),
        InlineData("externalId=x&publisher=y&q=z", "externalId: not-combined"),
        InlineData("externalId=x&externalId=y&publisher=z", "externalId: repeated")
    ]
    public async Task A_publishers_id_is_asked_for_whole_and_alone(string query, string places)
    {
        using var reader = api.CreateAnonymousClient();

        var problem = await reader
            .RequestAsync("GET", "/v1/articles?" + query)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(places, string.Join(' ', problem.ErrorLocations().Select(place => place["query ".Length..])));
    }

    [Fact]
    public async Task The_first_article_of_an_id_has_it()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        object With(string id) => new { externalId = id, source = new { publisher = "The first" } };
        var first = await editor.CreateDraftAsync("First", With("1"));
        var second = await editor.CreateDraftAsync("Second", With("1"));
        var unpublished = await editor.CreateDraftAsync("Nobody's", new { externalId = "1" });

        Assert.Equal((string?)first["id"], await PutAsync("1"));
        Assert.Equal(("1", "1"), ((string?)second["externalId"], (string?)unpublished["externalId"]));

        // What is given back is free again.
        await editor.PatchJsonAsync(first.ArticleUrl(), new { externalId = "2" });
        Assert.Equal((string?)first["id"], await PutAsync("2"));
        await editor.PatchJsonAsync(second.ArticleUrl(), new { genre = "News" });
        var third = await PutAsync("1", HttpStatusCode.Created);
        Assert.DoesNotContain(third, new[] { (string?)first["id"], (string?)second["id"] });

        async Task<string?> PutAsync(string id, HttpStatusCode status = HttpStatusCode.OK) =>
            (string?)
                (
                    await editor
                        .RequestAsync("PUT", Address(id, "The first"), new { headline = "Put", bodyText = "x" })
                        .ReadJsonAsync(status)
                )["id"];
    }

    [Fact]
    public async Task What_an_import_brought_is_replaced_and_what_was_made_here_is_updated_by_an_import()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        const string ninjs = """
            {"uri":"urn:wire:{n}","version":"{v}","type":"text","pubstatus":"usable","headline":"Wire {n} {v}",
             "body_text":"The text of the wire's item.","copyrightholder":"Wire","usageterms":null}
            """;
        var imported = await ImportAsync("1", "1");
        var publisher = (string?)imported.ValueAt("source.publisher");

        Assert.NotNull(publisher);
        var put = await editor
            .RequestAsync("PUT", Address("urn:wire:1", publisher), new { headline = "Put", bodyText = "x" })
            .ReadJsonAsync();
        Assert.Equal((string?)imported["id"], (string?)put["id"]);

        var provider = (string?)
            (await editor.GetJsonAsync(imported.ArticleUrl() + "/source")).ValueAt("sources.0.provider");
        var made = await editor
            .RequestAsync("PUT", Address("urn:wire:2", provider!), new { headline = "Made", bodyText = "x" })
            .ReadJsonAsync(HttpStatusCode.Created);
        Assert.Equal((string?)made["id"], (string?)(await ImportAsync("2", "1"))["id"]);

        async Task<JsonObject> ImportAsync(string number, string version)
        {
            using var content = new StringContent(
                ninjs
                    .Replace("{n}", number, StringComparison.Ordinal)
                    .Replace("{v}", version, StringComparison.Ordinal)
                    .Replace(",\"usageterms\":null", "", StringComparison.Ordinal)
            );
            content.Headers.ContentType = new("application/octet-stream");
            using var response = await editor.PostAsync(
                "/v1/import?format=ninjs&name=wire.json&publisher=The%20Wire",
                content,
                TestContext.Current.CancellationToken
            );
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, text);
            return await editor.GetJsonAsync($"/v1/articles/{JsonNode.Parse(text)!.AsObject().ValueAt("data.0.id")}");
        }
    }

    [Fact]
    public async Task What_was_deleted_is_gone_under_its_id_too()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var made = await editor
            .RequestAsync("PUT", Address("urn:x:gone"), new { headline = "Gone", bodyText = "x" })
            .ReadJsonAsync(HttpStatusCode.Created);
        await editor
            .RequestAsync("DELETE", made.ArticleUrl(), null, "If-Match: *")
            .ReadJsonAsync(HttpStatusCode.NoContent);

        await editor
            .RequestAsync("PUT", Address("urn:x:gone"), new { headline = "Back", bodyText = "x" })
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");
    }

    [Theory]
    [
        InlineData("", "{}", "query publisher: required query externalId: required"),
        InlineData("?publisher=A", "{}", "query externalId: required"),
        InlineData("?publisher=A&externalId=1&nope=1", "{}", "query nope: unknown-parameter"),
        InlineData("?publisher=A&externalId=1", """{"externalId":"2"}""", "body /externalId: disagrees"),
        InlineData("?publisher=A&externalId=1", """{"source":{"publisher":"B"}}""", "body /source/publisher: disagrees")
    ]
    public async Task A_wrong_address_or_body_is_refused(string query, string body, string errors)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var sent = JsonNode.Parse(body)!.AsObject();
        sent["headline"] = "x";

        var problem = await editor
            .RequestAsync("PUT", "/v1/articles/by-external-id" + query, sent)
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(errors, string.Join(' ', problem.ErrorLocations()));
    }

    [Fact]
    public async Task Of_many_that_make_it_at_once_one_does()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async number =>
                {
                    using var response = await editor.RequestAsync(
                        "PUT",
                        Address("urn:x:many"),
                        new { headline = $"Many {number}", bodyText = "x" }
                    );
                    var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                    return (response.StatusCode, Id: (string?)JsonNode.Parse(text)!["id"], text);
                })
        );

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(
            answers,
            answer =>
                Assert.True(
                    answer.StatusCode
                        is HttpStatusCode.Created
                            or HttpStatusCode.OK
                            or HttpStatusCode.PreconditionFailed
                            or HttpStatusCode.ServiceUnavailable,
                    answer.text
                )
        );
        Assert.Single(answers.Select(answer => answer.Id).OfType<string>().Distinct());
    }
}
