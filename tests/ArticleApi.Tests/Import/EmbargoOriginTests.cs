using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Import;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Import;

/// <summary>
/// An import is a write: it changes what its caller sees and may, and lifts no embargo but its source's own.
/// </summary>
public abstract class EmbargoOriginTests(TestApiHost api)
{
    private const string Earlier = "2026-04-05T00:00:00.000Z";
    private const string Set = "2026-04-10T00:00:00.000Z";
    private const string Later = "2026-04-20T00:00:00.000Z";

    private static readonly string[][] Callers =
    [
        [],
        [Scopes.Write],
        [Scopes.Write, Scopes.Embargo],
        [Scopes.Write, Scopes.Publish],
        [Scopes.Write, Scopes.Publish, Scopes.Embargo],
    ];

    private static readonly string[] Origins = ["none", "desk", "source", "publication"];

    public sealed class OnSqlite(IsolatedSqliteHost api) : EmbargoOriginTests(api), IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api)
        : EmbargoOriginTests(api),
            IClassFixture<IsolatedPostgresHost>;

    [Trait("Speed", "slow")]
    [Fact]
    public async Task Whoever_comes_with_whatever_later_version_opens_only_what_is_theirs_to_open()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var number = 0;
        await Assert.AllAsync(
            Callers,
            async scopes =>
            {
                using var client = await api.CreateClientWithKeyAsync(scopes.Length == 0 ? [.. Scopes.All] : scopes);
                var (publishes, sees) = (
                    scopes.Length == 0 || scopes.Contains(Scopes.Publish),
                    scopes.Length == 0 || scopes.Contains(Scopes.Embargo)
                );
                await Assert.AllAsync(
                    Origins.SelectMany(origin => new[] { (origin, false), (origin, true) }),
                    async example =>
                    {
                        var (origin, draft) = example;
                        await Assert.AllAsync(
                            new[] { "usable", "withheld" }
                                .SelectMany(status =>
                                    new[] { null, Earlier, Set, Later }.Select(stated => (status, stated))
                                )
                                .Append(("canceled", null)),
                            async example =>
                            {
                                var (status, stated) = example;
                                var what =
                                    $"{string.Join('+', scopes)} on {origin}, draft {draft}, {status} until {stated}";
                                var item = $"m{++number}";
                                var address = await Prepare(desk, item, origin);
                                var before = await desk.GetJsonAsync(address);

                                var (outcome, told) = await Come(
                                    scopes.Length == 0 ? null : client,
                                    Item(item, 2, status, stated),
                                    draft
                                );

                                var drafts = draft || !publishes;
                                var hidden = origin != "none" && !sees;
                                var held = origin is "desk" or "publication" ? Set : null;
                                var source = drafts ? Max(origin == "source" ? Set : null, stated) : stated;
                                var (until, was) = (Max(held, source), origin == "none" ? null : Set);
                                var expected =
                                    !publishes && !draft ? "refused"
                                    : status == "canceled" && drafts ? ""
                                    : hidden ? "forbidden"
                                    : status == "canceled" ? "withdrawn"
                                    : !publishes && until != was ? "forbidden"
                                    : status == "withheld" && !drafts ? "withdrawn"
                                    : "updated";
                                Assert.True(expected == outcome, $"{what}: {outcome} instead of {expected}: {told}");
                                var after = await desk.GetJsonAsync(address);
                                if (expected is "refused" or "forbidden" or "")
                                {
                                    Assert.Equal(before.ToJsonString(), after.ToJsonString());
                                    Assert.DoesNotContain((string)before["id"]!, told, StringComparison.Ordinal);
                                    Assert.True(
                                        !hidden || !told.Contains("Version One", StringComparison.Ordinal),
                                        told
                                    );
                                }
                                else if (expected == "updated")
                                {
                                    Assert.True(
                                        until == (string?)after["embargoUntil"],
                                        $"{what}: {after["embargoUntil"]} instead of {until}"
                                    );
                                    Assert.Equal($"Version Two of {item}", (string?)after["headline"]);
                                }

                                using var open = await reader.GetAsync(address);
                                var isOpen = expected switch
                                {
                                    "withdrawn" => false,
                                    "updated" => until is null,
                                    _ => origin == "none",
                                };
                                Assert.True(
                                    isOpen == (open.StatusCode == HttpStatusCode.OK),
                                    $"{what}: {open.StatusCode}"
                                );
                            }
                        );
                    }
                );
            }
        );
    }

    [Fact]
    public async Task What_a_key_does_not_see_it_neither_learns_of_nor_gets_recorded_with()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        using var writer = await api.CreateClientWithKeyAsync(Scopes.Write, Scopes.Publish);
        var address = await Prepare(desk, "blind", "desk");

        await Assert.AllAsync(
            new[] { 1, 2 },
            async version =>
            {
                var told = await Post(writer, Item("blind", version, "usable", null, note: "again"), false)
                    .ReadJsonAsync();
                Assert.Equal(("forbidden", null), ((string?)told.ValueAt("data.0.outcome"), told.ValueAt("data.0.id")));
                Assert.Equal("error", (string?)told.ValueAt("complaints.0.severity"));
            }
        );

        Assert.Single((await desk.GetJsonAsync(address + "/source"))["sources"]!.AsArray());
        await desk.RequestAsync("DELETE", address, null, "If-Match: *").ReadJsonAsync(HttpStatusCode.NoContent);
        Assert.Null((await Post(writer, Item("blind", 3, "usable", null), false).ReadJsonAsync()).ValueAt("data.0.id"));
    }

    [Fact]
    public async Task An_embargo_that_is_sent_back_unchanged_stays_its_sources()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        await Come(null, Item("sent", 1, "usable", "2026-04-10T00:00:00.1234567Z"), false);
        var article = await desk.GetJsonAsync("/v1/articles/version-one-of-sent");
        Assert.Equal("source", (string?)article["embargoSetBy"]);

        article["headline"] = "Edited by the desk";
        var put = await desk.RequestAsync("PUT", article.ArticleUrl(), article, "If-Match: *").ReadJsonAsync();
        Assert.Equal("source", (string?)put["embargoSetBy"]);
        Assert.Equal(
            "desk",
            (string?)(await desk.PatchJsonAsync(article.ArticleUrl(), new { embargoUntil = Later }))["embargoSetBy"]
        );
        Assert.Equal(
            ["body /embargoSetBy: read-only"],
            (
                await desk.RequestAsync("PATCH", article.ArticleUrl(), new { embargoSetBy = "source" }, "If-Match: *")
                    .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request")
            ).ErrorLocations()
        );
        await Come(null, Item("sent", 2, "usable", null), false);
        Assert.Equal(Later, (string?)(await desk.GetJsonAsync(article.ArticleUrl()))["embargoUntil"]);
    }

    [Fact]
    public async Task The_desks_embargo_outlasts_a_sources_that_came_and_went()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        var address = await Prepare(desk, "both", "desk");

        await Come(null, Item("both", 2, "usable", Later), false);
        Assert.Equal((Later, "source"), await Embargo(desk, address));
        await Come(null, Item("both", 3, "usable", null), false);

        Assert.Equal((Set, "desk"), await Embargo(desk, address));
        await desk.PatchJsonAsync(address, new { embargoUntil = (string?)null });
        Assert.Equal(
            "Version Two of both",
            (string?)(await api.CreateAnonymousClient().GetJsonAsync(address))["headline"]
        );
    }

    [Fact]
    public async Task An_export_of_everything_taken_in_elsewhere_keeps_what_is_held_back_and_by_whom()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        await Assert.AllAsync(
            new[] { "desk", "source", "publication" },
            async origin =>
            {
                var line = await desk.GetJsonAsync(await Prepare(desk, "out-" + origin, origin));
                line["id"] = Guid.NewGuid().ToString();
                line["headline"] = $"Elsewhere by {origin}";
                line["slug"] = $"elsewhere-by-{origin}";

                await Come(null, line.ToJsonString(), false);

                Assert.Equal((Set, origin), await Embargo(desk, $"/v1/articles/elsewhere-by-{origin}"));
                await api.CreateAnonymousClient()
                    .RequestAsync("GET", $"/v1/articles/elsewhere-by-{origin}")
                    .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
            }
        );
    }

    [Fact]
    public async Task What_is_withheld_and_then_released_under_embargo_waits_for_its_end()
    {
        await Come(null, Item("gate", 1, "withheld", null), false);

        Assert.Equal("updated", (await Come(null, Item("gate", 1, "usable", Later), false)).Outcome);

        await api.CreateAnonymousClient()
            .RequestAsync("GET", "/v1/articles/version-one-of-gate")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_date_on_which_the_desk_publishes_is_not_moved_by_its_source()
    {
        using var desk = await api.CreateClientWithKeyAsync();
        var address = await Prepare(desk, "plan", "publication");

        await Come(null, Item("plan", 2, "usable", null, note: "later", firstCreated: "2026-03-01T00:00:00Z"), false);
        await desk.PatchJsonAsync(address, new { urgency = 2 });

        Assert.Equal((Set, "publication"), await Embargo(desk, address));
        Assert.Equal(Set, (string?)(await desk.GetJsonAsync(address))["publishedAt"]);
    }

    private static async Task<(string?, string?)> Embargo(HttpClient desk, string address) =>
        await desk.GetJsonAsync(address) is var article
            ? ((string?)article["embargoUntil"], (string?)article["embargoSetBy"])
            : default;

    private async Task<string> Prepare(HttpClient desk, string item, string origin)
    {
        await Come(null, Item(item, 1, "usable", origin == "source" ? Set : null), origin == "publication");
        var address = $"/v1/articles/version-one-of-{item}";
        var article = await desk.GetJsonAsync(address);
        if (origin == "desk")
            await desk.PatchJsonAsync(article.ArticleUrl(), new { embargoUntil = Set });
        if (origin == "publication")
            await desk.RequestAsync("POST", article.ArticleUrl() + "/publish", new { publishedAt = Set })
                .ReadJsonAsync();
        return article.ArticleUrl();
    }

    /// <param name="client">Null for the command line.</param>
    private async Task<(string Outcome, string Told)> Come(HttpClient? client, string item, bool draft)
    {
        if (client is null)
        {
            var done = await api.RunInScopeAsync(services =>
                services
                    .GetRequiredService<Importer>()
                    .ImportAsync("item", Encoding.UTF8.GetBytes(item), new(Draft: draft), default)
            );
            return (
                string.Join(' ', done.Articles.Select(touched => touched.Outcome)).ToLowerInvariant(),
                string.Join('\n', done.Complaints)
            );
        }

        using var response = await Post(client, item, draft);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode == HttpStatusCode.Forbidden)
            return ("refused", text);

        Assert.True(response.IsSuccessStatusCode, text);
        return (
            string.Join(' ', JsonNode.Parse(text)!["data"]!.AsArray().Select(article => (string?)article!["outcome"])),
            text
        );
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, string document, bool draft) =>
        client.PostAsync(
            new Uri(draft ? "/v1/import?draft=true" : "/v1/import", UriKind.Relative),
            new ByteArrayContent(Encoding.UTF8.GetBytes(document))
        );

    private static string Item(
        string id,
        int version,
        string status,
        string? embargo,
        string note = "",
        string? firstCreated = null
    )
    {
        var item = new JsonObject
        {
            ["uri"] = $"tag:wire.example,2026:{id}",
            ["version"] = $"{version}",
            ["type"] = "text",
            ["pubstatus"] = status,
            ["headline"] = $"Version {(version == 1 ? "One" : "Two")} of {id}",
            ["body_text"] = $"The text of {id}.",
            ["slugline"] = note,
        };
        if (embargo is not null)
            item["embargoed"] = embargo;
        if (firstCreated is not null)
            item["firstcreated"] = firstCreated;
        return item.ToJsonString();
    }

    private static string? Max(string? one, string? other) => string.CompareOrdinal(one, other) >= 0 ? one : other;
}
