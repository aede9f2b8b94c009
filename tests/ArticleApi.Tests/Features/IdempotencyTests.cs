using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Features;

/// <summary>Writes that come twice because their senders did not learn what came of them.</summary>
public abstract class IdempotencyTests(TestApiHost api)
{
    private const string Name = "Idempotency-Key: ";

    public sealed class OnSqlite(SqliteHost api) : IdempotencyTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : IdempotencyTests(api), IClassFixture<PostgresHost>;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_article_is_made_once_and_answered_as_it_was()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var sent = new
        {
            headline = "Sent twice",
            bodyText = "x",
            status = "published",
        };

        using var first = await editor.RequestAsync("POST", "/v1/articles", sent, Name + "made-once");
        var article = JsonNode.Parse(await first.Content.ReadAsStringAsync(Cancellation))!.AsObject();
        await editor.PatchJsonAsync(article.ArticleUrl(), new { headline = "Changed since" });
        using var second = await editor.RequestAsync("POST", "/v1/articles", sent, Name + "\"made-once\"");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(article.ToJsonString(), await second.Content.ReadAsStringAsync(Cancellation));
        Assert.Single(await editor.ListValuesAsync("/v1/articles?q=headline:changed&limit=5"));
    }

    [Fact]
    public async Task What_is_erased_since_is_gone()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var sent = new
        {
            headline = "Sent and erased",
            bodyText = "Secret",
            status = "published",
        };
        var article = await editor
            .RequestAsync("POST", "/v1/articles", sent, Name + "erased")
            .ReadJsonAsync(HttpStatusCode.Created);
        var withdrawal = new { reason = "An example" };
        var withdrawn = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/withdraw", withdrawal, Name + "withdrawn")
            .ReadJsonAsync();

        var again = await editor
            .RequestAsync("POST", article.ArticleUrl() + "/withdraw", withdrawal, Name + "withdrawn")
            .ReadJsonAsync();
        var gone = await editor
            .RequestAsync("POST", "/v1/articles", sent, Name + "erased")
            .ReadProblemAsync(HttpStatusCode.Gone, "gone");

        Assert.Equal(withdrawn.ToJsonString(), again.ToJsonString());
        Assert.Equal("An example", (string?)gone["reason"]);
        Assert.DoesNotContain("Secret", gone.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_step_of_an_article_is_done_once()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var article = await editor.CreateDraftAsync("Step by step");

        await TwiceAsync("/publish", new { });
        await TwiceAsync("/images", new { altText = "a" });
        await TwiceAsync("/corrections", new { type = "update", text = "x" });

        var now = await editor.GetJsonAsync(article.ArticleUrl());
        Assert.Equal(
            (4, 1, 1),
            ((int)now["version"]!, now["images"]!.AsArray().Count, now["corrections"]!.AsArray().Count)
        );

        async Task TwiceAsync(string step, object body)
        {
            var first = await editor
                .RequestAsync("POST", article.ArticleUrl() + step, body, Name + "step" + step)
                .ReadJsonAsync();
            var second = await editor
                .RequestAsync("POST", article.ArticleUrl() + step, body, Name + "step" + step)
                .ReadJsonAsync();
            Assert.Equal(first.ToJsonString(), second.ToJsonString());
        }
    }

    [Fact]
    public async Task Pictures_captions_and_datelines_are_made_once_and_gone_where_they_are_deleted()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var image = await TwiceAsync("/v1/images", new { altText = "Once" });
        var caption = await TwiceAsync("/v1/captions", new { imageId = image["id"], text = "Once" });
        await TwiceAsync($"/v1/images/{image["id"]}/captions", new { text = "Once more" });
        var dateline = await TwiceAsync(
            "/v1/datelines",
            new { places = new[] { new { locality = "Idempotency", country = "Ukraine" } } }
        );

        Assert.Equal(2, (await editor.GetJsonAsync($"/v1/images/{image["id"]}/captions"))["data"]!.AsArray().Count);
        await DeletedAsync("/v1/captions", caption, new { imageId = image["id"], text = "Once" });
        await DeletedAsync("/v1/images", image, new { altText = "Once" });
        await DeletedAsync(
            "/v1/datelines",
            dateline,
            new { places = new[] { new { locality = "Idempotency", country = "Ukraine" } } }
        );

        async Task<JsonObject> TwiceAsync(string path, object body)
        {
            var first = await editor
                .RequestAsync("POST", path, body, Name + path)
                .ReadJsonAsync(HttpStatusCode.Created);
            var second = await editor
                .RequestAsync("POST", path, body, Name + path)
                .ReadJsonAsync(HttpStatusCode.Created);
            Assert.Equal((string?)first["id"], (string?)second["id"]);
            return first;
        }

        async Task DeletedAsync(string path, JsonObject item, object body)
        {
            await editor
                .RequestAsync("DELETE", $"{path}/{item["id"]}", null, "If-Match: *")
                .ReadJsonAsync(HttpStatusCode.NoContent);
            await editor.RequestAsync("POST", path, body, Name + path).ReadProblemAsync(HttpStatusCode.Gone, "gone");
        }
    }

    [Fact]
    public async Task A_key_stands_for_one_request_of_one_sender()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var other = await api.CreateClientWithKeyAsync();
        var sent = new { headline = "One request", bodyText = "x" };
        var first = await editor
            .RequestAsync("POST", "/v1/articles", sent, Name + "one")
            .ReadJsonAsync(HttpStatusCode.Created);

        var otherBody = await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "Another", bodyText = "x" }, Name + "one")
            .ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "key-reused");
        await editor
            .RequestAsync("POST", "/v1/images", new { altText = "x" }, Name + "one")
            .ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "key-reused");
        var others = await other
            .RequestAsync("POST", "/v1/articles", sent, Name + "one")
            .ReadJsonAsync(HttpStatusCode.Created);

        Assert.Equal(["header Idempotency-Key: reused"], otherBody.ErrorLocations());
        Assert.NotEqual((string?)first["id"], (string?)others["id"]);
    }

    [Fact]
    public async Task What_was_refused_may_be_mended_and_sent_again()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        await editor.CreateDraftAsync("Taken", new { slug = "taken-by-another" });

        await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "x", slug = "taken-by-another" }, Name + "refused")
            .ReadProblemAsync(HttpStatusCode.Conflict, "duplicate-slug");
        var made = await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "x", slug = "still-free" }, Name + "refused")
            .ReadJsonAsync(HttpStatusCode.Created);

        Assert.Equal("still-free", (string?)made["slug"]);
    }

    [Fact]
    public async Task After_a_day_a_key_is_forgotten()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var sent = new { headline = "A day later" };
        var first = await MakeAsync();
        api.Clock.Advance(TimeSpan.FromHours(24));
        var second = await MakeAsync();
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await MakeAsync();
        api.Clock.Advance(TimeSpan.FromHours(25));

        await using var scope = api.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ArticleLog>().ForgetOutcomesAsync(Cancellation);
        Assert.False(
            await scope.ServiceProvider.GetRequiredService<ArticleDb>().IdempotencyRecords.AnyAsync(Cancellation)
        );
        Assert.Equal(first, second);
        Assert.NotEqual(first, third);

        async Task<string?> MakeAsync() =>
            (string?)
                (
                    await editor
                        .RequestAsync("POST", "/v1/articles", sent, Name + "a-day")
                        .ReadJsonAsync(HttpStatusCode.Created)
                )["id"];
    }

    [Theory, InlineData("a b"), InlineData("\"\""), InlineData("ключ"), InlineData(null)]
    public async Task A_key_that_is_none_is_refused(string? key)
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var problem = await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "x" }, Name + (key ?? new string('k', 201)))
            .ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["header Idempotency-Key: invalid"], problem.ErrorLocations());
    }

    [Fact]
    public async Task Of_many_at_once_one_writes()
    {
        using var editor = await api.CreateClientWithKeyAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ =>
                    editor.RequestAsync("POST", "/v1/articles", new { headline = "Many at once" }, Name + "many")
                )
        );
        var ids = new HashSet<string?>();
        foreach (var answer in answers)
        {
            using (answer)
            {
                if (answer.StatusCode == HttpStatusCode.Created)
                    ids.Add((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["id"]);
                else
                    await answer.ShouldBeProblem(HttpStatusCode.Conflict, "request-under-way");
            }
        }

        Assert.Single(ids);
    }

    [Fact]
    public async Task What_another_node_wrote_meanwhile_is_found_in_the_way()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var made = await editor
            .RequestAsync("POST", "/v1/articles", new { headline = "Another node" }, Name + "node")
            .ReadJsonAsync(HttpStatusCode.Created);
        await using var scope = api.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<ArticleDb>();
        var record = await db.IdempotencyRecords.AsNoTracking().SingleAsync(row => row.Key == "node", Cancellation);
        var article = await db.Articles.SingleAsync(row => row.Id == (Guid)made["id"]!, Cancellation);

        article.SetCorrections([
            new(Guid.CreateVersion7(api.Clock.GetUtcNow()), Core.Articles.CorrectionType.Update, "x", record.At),
        ]);
        var committed = await services
            .GetRequiredService<ArticleLog>()
            .CommitAsync(
                new("test", ChangeCause.Corrected)
                {
                    Outcome = new IdempotentRequest(record.Actor, record.Key, record.RequestHash).ToRecord(
                        article.Id,
                        record.At
                    ),
                },
                Cancellation
            );

        Assert.Equal(CommitStatus.DuplicateKey, committed.Status);
        Assert.Equal(1, (int)(await editor.GetJsonAsync(made.ArticleUrl()))["version"]!);
    }

    [Fact]
    public async Task Each_line_among_many_is_remembered_by_itself()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        const string first = """{"op":"create","body":{"headline":"First line"}}""";
        const string second = """{"op":"create","body":{"headline":"Second line"}}""";
        const string other = """{"op":"create","body":{"headline":"Another line"}}""";

        var half = await BulkAsync(first);
        var whole = await BulkAsync(first, second);
        var again = await BulkAsync(first, second);
        var mixed = await BulkAsync(first, other);
        var deleted = """{"op":"delete","id":"{id}","expectedVersion":1}""".Replace(
            "{id}",
            (string)whole[1]["id"]!,
            StringComparison.Ordinal
        );
        var gone = await BulkAsync(first, second, deleted);
        var goneAgain = await BulkAsync(first, second, deleted);

        Assert.Equal(half[0].ToJsonString(), whole[0].ToJsonString());
        Assert.Equal(whole.Select(line => line.ToJsonString()), again.Select(line => line.ToJsonString()));
        Assert.Equal([201, 422], mixed.Select(line => (int)line["status"]!));
        Assert.Equal("key-reused", (string?)mixed[1].ValueAt("problem.code"));
        Assert.Equal([201, 201, 204], gone.Select(line => (int)line["status"]!));
        Assert.Equal(gone.Select(line => line.ToJsonString()), goneAgain.Select(line => line.ToJsonString()));

        async Task<IReadOnlyList<JsonObject>> BulkAsync(params string[] lines)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/articles/bulk")
            {
                Content = new StringContent(string.Join('\n', lines), null, "application/x-ndjson"),
            };
            request.Headers.Add("Idempotency-Key", "lines");
            using var response = await editor.SendAsync(request, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True(response.IsSuccessStatusCode, text);
            return
            [
                .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonNode.Parse(line)!.AsObject()),
            ];
        }
    }

    [Fact, Trait("Speed", "slow")]
    public async Task None_is_doubled_when_a_thousand_were_cut_and_sent_again()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        var random = new Random(1);
        var (created, cut) = (0, 0);
        for (; cut < 1_000; created++)
        {
            var sent = new { headline = $"Cut {created}", language = "en" };
            var key = $"cut-{created}";
            // Whoever was cut waits longer the next time.
            for (var (made, attempt) = (false, 1); !made; attempt++)
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
                timeout.CancelAfter(TimeSpan.FromMilliseconds(attempt * random.Next(1, 12)));
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/articles")
                    {
                        Content = System.Net.Http.Json.JsonContent.Create(sent),
                    };
                    request.Headers.Add("Idempotency-Key", key);
                    using var response = await editor.SendAsync(request, timeout.Token);
                    made = response.StatusCode == HttpStatusCode.Created;
                }
                catch (OperationCanceledException)
                {
                    cut++;
                }
            }
        }

        await using var scope = api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
        TestContext.Current.TestOutputHelper?.WriteLine($"{created} were created and {cut} connections cut");
        Assert.Equal(created, await db.Articles.CountAsync(row => row.Headline.StartsWith("Cut "), Cancellation));
    }
}
