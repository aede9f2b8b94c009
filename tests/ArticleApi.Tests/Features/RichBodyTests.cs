using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Tests.Infrastructure;

namespace ArticleApi.Tests.Features;

/// <summary>Bodies as editors send them: pictures, tables, embeds and pull quotes, as HTML and as blocks.</summary>
public abstract class RichBodyTests(TestApiHost api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class OnSqlite(SqliteHost api) : RichBodyTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : RichBodyTests(api), IClassFixture<PostgresHost>;

    [Fact]
    public async Task Figures_become_pictures_with_captions_that_are_read()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var article = await editor.PublishArticleAsync(
            "Figures",
            new
            {
                bodyHtml = """
                <p>One.</p>
                <figure><img src="https://pictures.example.org/rich-1.jpg" alt="A street" width="640" height="480">
                  <figcaption>People walk in Kyiv, Ukraine, December 20, 2024. REUTERS/Vitaly Nevar</figcaption></figure>
                <table><tr><th>Team</th><th>Goals</th></tr><tr><td>Reds</td><td><b>2</b></td></tr></table>
                <iframe src="https://www.youtube.com/embed/abc" title="A film"></iframe>
                """,
            }
        );
        var html = (string)(await editor.GetJsonAsync(article.ArticleUrl() + "?body=html"))["bodyHtml"]!;
        var text = (string)(await editor.GetJsonAsync(article.ArticleUrl() + "?fields=bodyText"))["bodyText"]!;

        Assert.Null(article["warnings"]);
        Assert.Equal("Reuters", (string?)article.ValueAt("images.0.credit.agency"));
        Assert.Equal("2024-12-20", (string?)article.ValueAt("images.0.caption.dateline.date.iso"));
        Assert.Equal((string?)article.ValueAt("images.0.id"), (string?)article.ValueAt("body.1.image"));
        Assert.Equal(
            """
            <p>One.</p>
            <figure data-image="{id}"><img src="https://pictures.example.org/rich-1.jpg" alt="A street" width="640" height="480"><figcaption>People walk in Kyiv, Ukraine, December 20, 2024. <small>REUTERS/Vitaly Nevar</small></figcaption></figure>
            <table><thead><tr><th>Team</th><th>Goals</th></tr></thead><tbody><tr><td>Reds</td><td><b>2</b></td></tr></tbody></table>
            <figure data-embed="https://www.youtube.com/embed/abc"><a href="https://www.youtube.com/embed/abc">A film</a></figure>

            """.Replace("{id}", (string)article.ValueAt("images.0.id")!, StringComparison.Ordinal),
            html
        );
        Assert.Equal("One.\n\nTeam\tGoals\nReds\t2\n\nA film: https://www.youtube.com/embed/abc", text);
        Assert.Equal(5, (int)article["wordCount"]!);
    }

    [Theory]
    [InlineData("html", "bodyHtml")]
    [InlineData("text", "bodyText")]
    public async Task What_get_gives_may_be_sent_back_and_changes_nothing(string form, string member)
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await PublishRichAsync(editor, $"Sent back as {form}");
        var url = article.ArticleUrl();

        var shown = await editor.GetJsonAsync($"{url}?body={form}");
        var put = await editor.RequestAsync("PUT", url, shown, "If-Match: *").ReadJsonAsync();
        var patched = await editor.PatchJsonAsync(url, new JsonObject { [member] = shown[member]!.DeepClone() });

        Assert.Equal(article.ToJsonString(), put.ToJsonString());
        Assert.Equal(article.ToJsonString(), patched.ToJsonString());
    }

    [Fact]
    public async Task A_source_that_sends_its_pictures_again_changes_nothing()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var sent = new
        {
            headline = $"Sent twice on {GetType().Name}",
            bodyHtml = "<p>Line one<br>line two</p><figure><img src='https://pictures.example.org/twice-1.jpg'>"
                + "<figcaption>A street. AP Photo/Efrem Lukatsky</figcaption></figure>",
            images = new[]
            {
                new { href = "https://pictures.example.org/twice-2.jpg", caption = new { raw = "A square." } },
                new { href = "https://pictures.example.org/twice-2.jpg", caption = new { raw = "A square." } },
            },
        };
        var url = $"/v1/articles/by-external-id?publisher=Twice&externalId={GetType().Name}";

        var made = await editor.RequestAsync("PUT", url, sent).ReadJsonAsync(HttpStatusCode.Created);
        var again = await editor.RequestAsync("PUT", url, sent).ReadJsonAsync();

        Assert.Equal(3, made["images"]!.AsArray().Select(image => (string?)image!["id"]).Distinct().Count());
        Assert.Equal(made.ToJsonString(), again.ToJsonString());
    }

    [Fact]
    public async Task A_paragraph_that_is_changed_leaves_the_rest_as_it_was()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await PublishRichAsync(editor, "One paragraph changed");
        var html = (string)(await editor.GetJsonAsync(article.ArticleUrl() + "?body=html"))["bodyHtml"]!;

        var changed = await editor.PatchJsonAsync(
            article.ArticleUrl(),
            new { bodyHtml = html.Replace("It rained.", "It snowed.", StringComparison.Ordinal) }
        );

        Assert.Equal("It snowed.", (string?)changed.ValueAt("body.0.text"));
        Assert.Equal(2, (int)changed["version"]!);
        Assert.Equal(article["images"]!.ToJsonString(), changed["images"]!.ToJsonString());
        Assert.Equal(
            article["body"]!.AsArray().Skip(1).Select(block => block!.ToJsonString()),
            changed["body"]!.AsArray().Skip(1).Select(block => block!.ToJsonString())
        );
        Assert.Null(changed["warnings"]);
    }

    [Fact]
    public async Task A_picture_that_is_taken_away_takes_its_figure_with_it()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await PublishRichAsync(editor, "A figure goes");
        var html = (string)(await editor.GetJsonAsync(article.ArticleUrl() + "?body=html"))["bodyHtml"]!;

        var changed = await editor.PatchJsonAsync(
            article.ArticleUrl(),
            new
            {
                bodyHtml = html.Replace("It rained.", "It snowed.", StringComparison.Ordinal),
                images = Array.Empty<object>(),
            }
        );
        var unknown = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), new { bodyHtml = html }, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.DoesNotContain("image", changed["body"]!.AsArray().Select(block => (string?)block!["type"]));
        Assert.Equal("no-such-image", (string?)unknown.ValueAt("errors.0.code"));
    }

    [Fact]
    public async Task A_figcaption_is_changed_at_its_caption()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await PublishRichAsync(editor, "A figcaption");
        var html = (string)(await editor.GetJsonAsync(article.ArticleUrl() + "?body=html"))["bodyHtml"]!;
        var sent = new { bodyHtml = html.Replace("A street.", "A square.", StringComparison.Ordinal) };

        var problem = await editor
            .RequestAsync("PATCH", article.ArticleUrl(), sent, "If-Match: *")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("/bodyHtml", (string?)problem.ValueAt("errors.0.pointer"));
        Assert.Contains(
            $"/v1/captions/{article.ValueAt("images.0.caption.id")}",
            (string?)problem.ValueAt("errors.0.detail")
        );
        Assert.Equal(1, (int)(await editor.GetJsonAsync(article.ArticleUrl()))["version"]!);
    }

    [Fact]
    public async Task What_is_left_out_is_told_once_and_not_kept()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var made = await editor.CreateDraftAsync(
            "Left out",
            new { bodyHtml = "<p>Kept.</p><script>x()</script><iframe src='https://frames.example.org/1'></iframe>" }
        );

        var again = await editor.RequestAsync("PUT", made.ArticleUrl(), made, "If-Match: *").ReadJsonAsync();

        Assert.Equal(
            ["not-a-provider", "left-out"],
            made["warnings"]!.AsArray().Select(each => (string?)each!["code"])
        );
        Assert.Equal("https://frames.example.org/1", (string?)made.ValueAt("warnings.0.value"));
        Assert.Equal(
            "<a href=\"https://frames.example.org/1\">https://frames.example.org/1</a>",
            (string?)made.ValueAt("body.1.html")
        );
        Assert.Null(again["warnings"]);
        Assert.Equal(1, (int)again["version"]!);
        Assert.Null((await editor.GetJsonAsync(made.ArticleUrl()))["warnings"]);
    }

    [Theory]
    [InlineData("""{"type":"embed"}""", "/body/0/url", "required")]
    [InlineData("""{"type":"embed","url":"https://frames.example.org/"}""", "/body/0/url", "not-a-provider")]
    [InlineData("""{"type":"embed","url":"javascript:x"}""", "/body/0/url", "not-an-address")]
    [InlineData("""{"type":"table"}""", "/body/0/rows", "required")]
    [InlineData("""{"type":"table","rows":[[]]}""", "/body/0/rows/0", "out-of-range")]
    [InlineData("""{"type":"table","rows":[[{"text":"a","html":"<b>b</b>"}]]}""", "/body/0/rows/0/0/html", "disagrees")]
    [InlineData("""{"type":"table","rows":[[{}]]}""", "/body/0/rows/0/0/text", "required")]
    [InlineData("""{"type":"pullquote"}""", "/body/0/text", "required")]
    [InlineData(
        """{"type":"list","items":[{"text":"a","list":{"items":[]}}]}""",
        "/body/0/items/0/list/items",
        "required"
    )]
    [InlineData(
        """{"type":"list","items":[{"text":"a","list":{"items":[{"html":"<b>b</b>","text":"c"}]}}]}""",
        "/body/0/items/0/list/items/0/html",
        "disagrees"
    )]
    public async Task A_block_that_is_wrong_is_refused_with_its_place(string block, string pointer, string code)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync("POST", "/v1/articles", $$"""{"headline":"Wrong","body":[{{block}}]}""")
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(
            (pointer, code),
            ((string?)problem.ValueAt("errors.0.pointer"), (string?)problem.ValueAt("errors.0.code"))
        );
    }

    [Fact]
    public async Task Words_of_tables_and_inner_lists_are_found_and_those_of_pull_quotes_counted_once()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.PublishArticleAsync(
            "Words of blocks",
            new
            {
                body = new object[]
                {
                    new { type = "table", rows = new[] { new[] { new { text = "zanzibarine" } } } },
                    new
                    {
                        type = "list",
                        items = new[]
                        {
                            new { text = "outer", list = new { items = new[] { new { text = "quixotable" } } } },
                        },
                    },
                    new { type = "pullquote", text = "zanzibarine" },
                },
            }
        );

        var found = await editor.ListValuesAsync("/v1/articles?q=zanzibarine quixotable");

        Assert.Equal([(string)article["slug"]!], found);
        Assert.Equal(3, (int)article["wordCount"]!);
    }

    /// <summary>What random articles are given is sent back as it was, as blocks and as HTML.</summary>
    [Fact, Trait("Speed", "slow")]
    public async Task Random_articles_that_are_sent_back_change_nothing()
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable("ARTICLEAPI_ROUND_TRIPS") ?? "300",
            System.Globalization.CultureInfo.InvariantCulture
        );
        using var editor = await api.CreateClientWithKeyAsync();
        var random = new Random(1);
        var (differences, versions) = (0, 0);
        for (var made = 0; made < count; made += 100)
        {
            var lines = Enumerable.Range(0, 100).Select(_ => RandomArticle.Create(random).ToJsonString());
            var ids = (await BulkAsync(editor, lines.Select(body => $$"""{"op":"create","body":{{body}}}""")))
                .Select(line => (string?)line["id"] ?? throw new InvalidOperationException(line.ToJsonString()))
                .ToList();
            var list = "/v1/articles?view=full&limit=100&id=" + string.Join(',', ids);
            var first = (await editor.GetJsonAsync(list))["data"]!.AsArray();
            foreach (var form in new[] { "blocks", "html" })
            {
                var sent = (await editor.GetJsonAsync($"{list}&body={form}"))["data"]!.AsArray();
                var written = await BulkAsync(
                    editor,
                    sent.Select(article =>
                        $$"""{"op":"replace","id":"{{article!["id"]}}","expectedVersion":1,"body":{{article.ToJsonString()}}}"""
                    )
                );
                versions += written.Count(line => (int?)line["version"] != 1);
                var now = (await editor.GetJsonAsync(list))["data"]!.AsArray();
                differences += first.Zip(now).Count(pair => pair.First!.ToJsonString() != pair.Second!.ToJsonString());
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{count} random articles sent back twice: {differences} differences, {versions} versions"
        );
        Assert.Equal((0, 0), (differences, versions));
    }

    private static async Task<IReadOnlyList<JsonObject>> BulkAsync(HttpClient editor, IEnumerable<string> lines)
    {
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var response = await editor.PostAsync("/v1/articles/bulk", content, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()),
        ];
    }

    private static Task<JsonObject> PublishRichAsync(HttpClient editor, string headline) =>
        editor.PublishArticleAsync(
            headline,
            new
            {
                images = new[]
                {
                    new
                    {
                        href = "https://pictures.example.org/rich.jpg",
                        altText = "A \"street\"",
                        caption = new { raw = "A street. Example Photos" },
                    },
                },
                body = new object[]
                {
                    new { type = "paragraph", text = "It rained." },
                    new { type = "quote", text = "Roses are red,\nviolets are blue." },
                    new { type = "image", image = "#1" },
                    new
                    {
                        type = "list",
                        ordered = true,
                        items = new[]
                        {
                            new { text = "outer", list = new { items = new[] { new { html = "<b>inner</b>" } } } },
                        },
                    },
                    new
                    {
                        type = "table",
                        header = new[] { new { text = "Team" } },
                        rows = new[] { new[] { new { text = "Reds" } } },
                    },
                    new { type = "table", rows = new[] { new[] { new { text = "a" }, new { text = "" } } } },
                    new
                    {
                        type = "pullquote",
                        text = "It rained",
                        cite = "A Speaker",
                    },
                    new
                    {
                        type = "embed",
                        url = "https://youtu.be/x",
                        title = "A film",
                    },
                },
            }
        );
}
