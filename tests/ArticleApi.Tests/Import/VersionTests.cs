using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Http.Bodies;
using ArticleApi.Import;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Import;

/// <summary>
/// A source's later version updates the article, an earlier one does not, and what it takes back is withdrawn.
/// </summary>
public abstract class VersionTests(TestApiHost api)
{
    public sealed class OnSqlite(IsolatedSqliteHost api) : VersionTests(api), IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api) : VersionTests(api), IClassFixture<IsolatedPostgresHost>;

    [Fact]
    public async Task A_later_version_updates_and_an_earlier_one_is_counted()
    {
        Assert.Equal([ImportOutcome.Added], await Import(Item("tide", 2, "Tide Rises")));
        Assert.Equal([ImportOutcome.Known], await Import(Item("tide", 2, "Tide Rises")));
        Assert.Equal([ImportOutcome.Outdated], await Import(Item("tide", 1, "Tide May Rise")));
        Assert.Equal([ImportOutcome.Updated], await Import(Item("tide", 10, "Tide Rose")));

        var article = await api.CreateAnonymousClient().GetJsonAsync("/v1/articles/tide-rises");
        Assert.Equal(("Tide Rose", 2), ((string?)article["headline"], (int)article["version"]!));
        using var client = await api.CreateClientWithKeyAsync();
        var sources = (await client.GetJsonAsync("/v1/articles/tide-rises/source"))["sources"]!.AsArray();
        Assert.Equal(["2", "10"], sources.Select(source => (string?)source!["itemVersion"]));
        Assert.Contains(sources[0]!["extras"]!.AsArray(), fact => (string?)fact!["value"] == "tide-slug");
        Assert.Equal([ImportOutcome.Outdated], await Import(Item("tide", 3, "Tide Falls")));
    }

    [Fact]
    public async Task Versions_of_one_document_are_taken_in_order()
    {
        var both = Encoding.UTF8.GetBytes($"[{Item("gale", 1, "Gale Nears")},{Item("gale", 2, "Gale Passes")}]");

        var fates = (await Import(both)).Order().ToList();

        Assert.DoesNotContain(ImportOutcome.Outdated, fates);
        Assert.Equal(
            ["Gale Passes"],
            await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?fields=headline,slug&q=gale", "headline")
        );
    }

    [Fact]
    public async Task A_canceled_item_is_withdrawn_and_may_come_back_but_not_against_an_editor()
    {
        await Import(Item("ferry", 1, "Ferry Sinks"));
        Assert.Equal([ImportOutcome.Withdrawn], await Import(Item("ferry", 2, "Ferry Sinks", "canceled")));
        await api.CreateAnonymousClient()
            .RequestAsync("GET", "/v1/articles/ferry-sinks")
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");

        Assert.Equal([ImportOutcome.Updated], await Import(Item("ferry", 3, "Ferry Afloat")));
        using var client = await api.CreateClientWithKeyAsync();
        var article = (await client.GetJsonAsync("/v1/articles?q=ferry"))["data"]!.AsArray().Single()!;
        Assert.Equal("Ferry Afloat", (string?)article["headline"]);

        await client
            .RequestAsync("POST", $"/v1/articles/{article["id"]}/withdraw", new { reason = "wrong" })
            .ReadJsonAsync();
        var done = await Imported(Encoding.UTF8.GetBytes(Item("ferry", 4, "Ferry Once More")), new());
        Assert.Equal([ImportOutcome.Known], done.Articles.Select(touched => touched.Outcome));
        Assert.Contains(
            "was withdrawn here",
            Assert
                .Single(done.Complaints, complaint => complaint.Message.Contains("withdrawn", StringComparison.Ordinal))
                .Message,
            StringComparison.Ordinal
        );
        await api.CreateAnonymousClient()
            .RequestAsync("GET", $"/v1/articles/{article["id"]}")
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");
    }

    [Fact]
    public async Task A_cancellation_that_is_late_withdraws_nothing_and_one_that_is_early_is_remembered()
    {
        await Import(Item("mast", 5, "Mast Stands"));
        Assert.Equal([ImportOutcome.Outdated], await Import(Item("mast", 2, "Mast Stands", "canceled")));
        Assert.Equal(
            ["Mast Stands"],
            await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=mast&fields=headline", "headline")
        );

        var early = await Imported(Encoding.UTF8.GetBytes(Item("keel", 2, "Keel Breaks", "canceled")), new());
        Assert.Empty(early.Articles);
        Assert.Equal(
            "item: warning: 'tag:wire.example,2026:keel': its source took it back, and it is not here; it will not be taken.",
            Assert.Single(early.Complaints).ToString()
        );
        Assert.Equal([ImportOutcome.Known], await Import(Item("keel", 1, "Keel Breaks")));
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=keel"));
    }

    [Fact]
    public async Task What_is_withheld_leaves_the_readers()
    {
        await Import(Item("vote", 1, "Vote Counted"));

        Assert.Equal([ImportOutcome.Withdrawn], await Import(Item("vote", 2, "Vote Counted", "withheld")));

        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=vote"));
    }

    [Fact]
    public async Task A_status_that_changed_at_the_source_is_honoured_in_the_same_version()
    {
        await Import(Item("poll", 1, "Poll Closes", "withheld"));
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=poll"));

        Assert.Equal([ImportOutcome.Updated], await Import(Item("poll", 1, "Poll Closes")));
        Assert.Equal(
            ["Poll Closes"],
            await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=poll&fields=headline", "headline")
        );
        // It was said before the other, and is no news.
        Assert.Equal([ImportOutcome.Known], await Import(Item("poll", 1, "Poll Closes", "withheld")));
        Assert.Equal([ImportOutcome.Withdrawn], await Import(Item("poll", 1, "Poll Closes", "withheld") + "\n"));
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=poll"));
    }

    [Fact]
    public async Task A_later_import_publishes_what_came_as_drafts_unless_it_is_outdated_or_the_desk_has_it()
    {
        var article = Encoding.UTF8.GetBytes("Kiln Fired\n\nThe kiln was fired.\n");
        await Imported(article, new(Draft: true));
        Assert.Equal(
            [ImportOutcome.Known],
            (await Imported(article, new(Draft: true))).Articles.Select(touched => touched.Outcome)
        );
        Assert.Equal(
            [ImportOutcome.Updated],
            (await Imported(article, new())).Articles.Select(touched => touched.Outcome)
        );
        Assert.Equal(
            ["Kiln Fired"],
            await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=kiln&fields=headline", "headline")
        );

        await Imported(Encoding.UTF8.GetBytes(Item("loom", 1, "Loom Built")), new(Draft: true));
        await Import(Item("loom", 2, "Loom Built", "withheld"));
        Assert.Equal([ImportOutcome.Known], await Import(Item("loom", 1, "Loom Built")));
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=loom"));

        await Imported(Encoding.UTF8.GetBytes(Item("mill", 1, "Mill Sold")), new(Draft: true));
        using var client = await api.CreateClientWithKeyAsync();
        var mill = (await client.GetJsonAsync("/v1/articles?q=mill&status=draft"))["data"]!
            .AsArray()
            .Single()!
            .AsObject();
        await client.PatchJsonAsync(mill.ArticleUrl(), new { urgency = 3 });
        var done = await Imported(Encoding.UTF8.GetBytes(Item("mill", 1, "Mill Sold")), new());
        Assert.Equal([ImportOutcome.Known], done.Articles.Select(touched => touched.Outcome));
        Assert.Contains("worked on here", Assert.Single(done.Complaints).Message, StringComparison.Ordinal);
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=mill"));
    }

    [Fact]
    public async Task What_is_to_be_published_later_waits_for_its_time_and_is_said()
    {
        var fair =
            $"---\ndate: {api.Clock.GetUtcNow().AddDays(2):yyyy-MM-dd'T'HH:mm:ss'Z'}\n---\nFair Opens\n\nThe fair opens.\n";

        var done = await Imported(Encoding.UTF8.GetBytes(fair), new());

        Assert.Equal([ImportOutcome.Added], done.Articles.Select(touched => touched.Outcome));
        Assert.Equal(
            "'Fair Opens' is to be published on 2026-03-16T09:26:53.000Z; readers get it then and not before.",
            Assert.Single(done.Complaints).Message
        );
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=fair"));
        using var client = await api.CreateClientWithKeyAsync();
        Assert.Equal(
            "2026-03-16T09:26:53.000Z",
            (string?)(await client.GetJsonAsync("/v1/articles/fair-opens"))["embargoUntil"]
        );

        await Imported(
            Encoding.UTF8.GetBytes(fair.Replace("Fair", "Show", StringComparison.Ordinal)),
            new(Draft: true)
        );
        Assert.Null((await client.GetJsonAsync("/v1/articles/show-opens"))["embargoUntil"]);
        await Imported(Encoding.UTF8.GetBytes(fair.Replace("Fair", "Show", StringComparison.Ordinal)), new());
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=show"));
    }

    [Fact]
    public async Task What_a_cms_has_scheduled_comes_on_its_day()
    {
        var day = api.Clock.GetUtcNow().AddDays(3);
        var export =
            $"<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Blog</title><link>https://blog.example</link><item><title>Pier Planned</title><guid>pier</guid><content:encoded>The pier is planned.</content:encoded><wp:post_date_gmt>{day:yyyy-MM-dd HH:mm:ss}</wp:post_date_gmt><wp:status>future</wp:status></item></channel></rss>";

        Assert.Equal([ImportOutcome.Added], await Import(export));

        await api.CreateAnonymousClient()
            .RequestAsync("GET", "/v1/articles/pier-planned")
            .ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        using var client = await api.CreateClientWithKeyAsync();
        var article = await client.GetJsonAsync("/v1/articles/pier-planned");
        Assert.Equal(("published", "source"), ((string?)article["status"], (string?)article["embargoSetBy"]));
        Assert.Equal((string?)article["publishedAt"], (string?)article["embargoUntil"]);
    }

    [Fact]
    public async Task As_drafts_nothing_is_published_or_withdrawn()
    {
        await Import(Item("bridge", 1, "Bridge Shut"));

        Assert.Empty(
            (
                await Imported(Encoding.UTF8.GetBytes(Item("bridge", 2, "Bridge Shut", "canceled")), new(Draft: true))
            ).Articles
        );
        Assert.Equal(
            [ImportOutcome.Updated],
            (
                await Imported(Encoding.UTF8.GetBytes(Item("bridge", 3, "Bridge Open")), new(Draft: true))
            ).Articles.Select(touched => touched.Outcome)
        );

        Assert.Equal(
            ["Bridge Open"],
            await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=bridge&fields=headline", "headline")
        );
    }

    [Fact]
    public async Task What_the_service_exports_it_knows_again()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var article = await client.PublishArticleAsync("Sent Out and Back");
        var line = JsonNode.Parse(await client.GetStringAsync(article.ArticleUrl()))!.ToJsonString();

        Assert.Equal([ImportOutcome.Known], await Import(Encoding.UTF8.GetBytes(line)));
    }

    [Fact]
    public async Task The_endpoint_says_what_became_of_each_article()
    {
        using var client = await api.CreateClientWithKeyAsync();

        var first = await Post(client, "?name=lake.json", Item("lake", 1, "Lake Frozen")).ReadJsonAsync();
        Assert.Equal("added", (string?)first.ValueAt("data.0.outcome"));
        var article = await api.CreateAnonymousClient().GetJsonAsync($"/v1/articles/{first.ValueAt("data.0.id")}");
        Assert.Equal("Lake Frozen", (string?)article["headline"]);
        Assert.Equal(
            "lake.json",
            (string?)(await client.GetJsonAsync(article.ArticleUrl() + "/source")).ValueAt("sources.0.document")
        );
        Assert.Equal(
            "known",
            (string?)(await Post(client, "", Item("lake", 1, "Lake Frozen")).ReadJsonAsync()).ValueAt("data.0.outcome")
        );

        var dry = await Post(client, "?dryRun=true&format=text", "Only Tried\n\nNothing is written.\n").ReadJsonAsync();
        Assert.Null(dry.ValueAt("data.0.id"));
        Assert.Empty(await api.CreateAnonymousClient().ListValuesAsync("/v1/articles?q=tried"));

        var problem = await Post(client, "", "").ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("unreadable-document", (string?)problem.ValueAt("errors.0.code"));
        await Post(client, "?format=word", "x").ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await Post(client, "?dry=true", "x").ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await Post(client, "", new string('x', RawBody.MaxBytes + 1))
            .ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");

        using var writer = await api.CreateClientWithKeyAsync(Scopes.Write);
        await Post(writer, "", Item("lake", 2, "Lake Thawed")).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(
            "updated",
            (string?)
                (await Post(writer, "?draft=true", Item("lake", 3, "Lake Thawed")).ReadJsonAsync()).ValueAt(
                    "data.0.outcome"
                )
        );
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, string query, string document) =>
        client.PostAsync(
            new Uri("/v1/import" + query, UriKind.Relative),
            new ByteArrayContent(Encoding.UTF8.GetBytes(document))
        );

    private static string Item(string id, int version, string headline, string status = "usable") =>
        $$"""{"uri":"tag:wire.example,2026:{{id}}","version":"{{version}}","type":"text","pubstatus":"{{status}}","slugline":"{{id}}-slug","headline":"{{headline}}","body_text":"The text of {{headline}}, in a sentence of its own."}""";

    private Task<IEnumerable<ImportOutcome>> Import(string document) => Import(Encoding.UTF8.GetBytes(document));

    private async Task<IEnumerable<ImportOutcome>> Import(byte[] document) =>
        (await Imported(document, new())).Articles.Select(touched => touched.Outcome);

    private Task<ImportSummary> Imported(byte[] document, ImportOptions options) =>
        api.RunInScopeAsync(services =>
            services.GetRequiredService<Importer>().ImportAsync("item", document, options, default)
        );
}
