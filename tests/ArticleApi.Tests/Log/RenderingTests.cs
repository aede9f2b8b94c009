using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Log;
using ArticleApi.Search;
using ArticleApi.Search.Collectors;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>
/// What changes beside an article's own rows reaches its head: at once, by a job, by the clock or for a newer renderer.
/// </summary>
public abstract class RenderingTests(TestApiHost api)
{
    public sealed class OnSqlite(IsolatedSqliteHost api) : RenderingTests(api), IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api) : RenderingTests(api), IClassFixture<IsolatedPostgresHost>;

    [Fact]
    public async Task A_mended_image_caption_or_dateline_is_in_its_articles_in_the_same_transaction()
    {
        var image = new ImageDraft(
            new() { AltText = "Umbrellas" },
            new("en", "A street in Porto", null, LogTestExtensions.CreateDatelineReading("Oporto")),
            ImageRole.Lead
        );
        var id = await api.CreateArticleAsync(
            LogTestExtensions.CreateDraft("Rain in the north") with
            {
                Images = [image],
            }
        );

        await Mend<Image>(
            ChangeCause.ImageChanged,
            rows => rows.Single(row => row.Facts.AltText == "Umbrellas"),
            (row, now) => row.Replace(row.Facts with { AltText = "Red umbrellas" }, now)
        );
        await Mend<Caption>(
            ChangeCause.CaptionChanged,
            rows => rows.Single(row => row.Text == "A street in Porto"),
            (row, now) => row.Replace(new("en", "A lane in Porto", null, null), null, now)
        );
        var document = JsonNode.Parse(await Document(id))!;

        Assert.Equal("Red umbrellas", (string?)document["images"]![0]!["altText"]);
        Assert.Equal("A lane in Porto", (string?)document["leadImage"]!["caption"]!["text"]);
        Assert.Null(document["images"]![0]!["caption"]!["dateline"]);
        Assert.Equal(3, (int?)document["version"]);
        Assert.Null((string?)document["revisedAt"]);
        Assert.False(await Step());
        await api.ShouldBeConsistentAsync(await Live());
    }

    [Fact]
    public async Task A_dateline_that_few_articles_print_is_mended_in_one_transaction()
    {
        for (var i = 0; i < 3; i++)
            await api.CreateArticleAsync(
                LogTestExtensions.CreateDraft($"Few {i}") with
                {
                    Dateline = LogTestExtensions.CreateDatelineReading("Lisbonne"),
                }
            );
        var before = await Seq();

        var committed = await MendDateline("Lisbonne", "Lisbon");

        Assert.Equal((CommitStatus.Committed, null), (committed.Status, committed.JobId));
        Assert.Equal(before + 3, await Seq());
        Assert.Equal(3, await Found("datelinePlace", "Lisbon"));
        Assert.Equal(0, await Found("datelinePlace", "Lisbonne"));
        await api.ShouldBeConsistentAsync(await Live());
    }

    [Trait("Speed", "slow")]
    [Fact]
    public async Task More_articles_are_left_to_a_job_that_goes_on_where_another_worker_stopped()
    {
        const int Articles = 620;
        await api.RunInScopeAsync(async services =>
        {
            for (var i = 0; i < Articles; i++)
                await LogTestExtensions.AddArticleAsync(
                    services,
                    LogTestExtensions.CreateDraft($"Many {i}") with
                    {
                        Dateline = LogTestExtensions.CreateDatelineReading(
                            "Vila do Conde",
                            date: PartialDate.Create(2026, 3, 1)
                        ),
                    }
                );
            return await LogTestExtensions.CommitAsync(services, ChangeCause.Imported);
        });
        using var client = await api.CreateClientWithKeyAsync();
        var before = await Seq();

        var committed = await MendDateline("Vila do Conde", "Azurara");

        Assert.NotNull(committed.JobId);
        Assert.Equal(before, await Seq());
        Assert.Equal((Articles, 0, false), await Progress(client, committed.JobId.Value));
        Assert.True(await Step());
        Assert.Equal((Articles, ArticleLog.MaxInlineRenders, false), await Progress(client, committed.JobId.Value));
        Assert.Equal(before + ArticleLog.MaxInlineRenders, await Seq());

        // An article that changes meanwhile has its own new head; the job must not spoil it.
        var last = await api.RunInScopeAsync(db =>
            db.Articles.OrderByDescending(row => row.Key)
                .Where(row => row.Headline.StartsWith("Many"))
                .Select(row => row.Id)
                .FirstAsync()
        );
        await api.ChangeArticleAsync(
            last,
            ChangeCause.Edited,
            (_, row) =>
                row.Replace(
                    LogTestExtensions.CreateDraft("Edited meanwhile") with
                    {
                        Dateline = null,
                    },
                    row.Slug,
                    null,
                    api.Clock.GetUtcNow()
                )
        );

        Assert.True(await Step());
        Assert.Equal((Articles, Articles - 1, true), await Progress(client, committed.JobId.Value));
        Assert.False(await Step());
        var listed = await client.GetJsonAsync("/v1/jobs?limit=1");
        Assert.Equal(committed.JobId.ToString(), (string?)listed.ValueAt("data.0.id"));
        Assert.Equal(
            (await client.GetJsonAsync($"/v1/jobs/{committed.JobId}")).ToJsonString(),
            listed.ValueAt("data.0")!.ToJsonString()
        );
        Assert.Equal(Articles - 1, await Found("datelinePlace", "Azurara"));
        Assert.Equal(0, await Found("datelinePlace", "Vila do Conde"));
        await api.ShouldBeConsistentAsync(await Live());
    }

    [Fact]
    public async Task A_newer_renderer_rewrites_heads_in_place()
    {
        var id = await api.CreateArticleAsync(LogTestExtensions.CreateDraft("Kept apart"));
        var withdrawn = await api.CreateArticleAsync(LogTestExtensions.CreateDraft("Taken back"));
        await api.ChangeArticleAsync(withdrawn, ChangeCause.Withdrawn, (_, article) => article.Withdraw());
        var heads = await api.RunInScopeAsync(db => db.Heads.AsNoTracking().ToDictionaryAsync(head => head.ArticleId));
        var seq = await Seq();
        using var before = await api.CreateAnonymousClient().GetAsync($"/v1/articles/{id}");

        await using var moved = api.WithWebHostBuilder(builder =>
            builder.UseSetting("Publication:ArticleUrl", "https://example.org/{slug}")
        );
        var steps = 0;
        while (await moved.Services.RunMaintenanceOnceAsync())
            steps++;
        using var after = await moved.CreateClient().GetAsync($"/v1/articles/{id}");

        Assert.Equal(
            (heads.Values.Count(head => head.State == HeadState.Live) + ArticleLog.MaxInlineRenders - 1)
                / ArticleLog.MaxInlineRenders,
            steps
        );
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        Assert.StartsWith("\"1", after.Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.Equal(before.Content.Headers.LastModified, after.Content.Headers.LastModified);
        var (old, now) = (
            JsonNode.Parse(await before.Content.ReadAsStringAsync())!.AsObject(),
            JsonNode.Parse(await after.Content.ReadAsStringAsync())!.AsObject()
        );
        Assert.Equal("https://example.org/kept-apart", (string?)now["url"]);
        (old["url"], now["url"]) = (null, null);
        Assert.Equal(old.ToJsonString(), now.ToJsonString());
        Assert.Equal(seq, await Seq());
        Assert.All(
            await api.RunInScopeAsync(db => db.Heads.AsNoTracking().ToListAsync()),
            head =>
                Assert.Equal(
                    (heads[head.ArticleId].Version, heads[head.ArticleId].Sequence, heads[head.ArticleId].UpdatedAt),
                    (head.Version, head.Sequence, head.UpdatedAt)
                )
        );

        // And back, which is a lower number or a higher one.
        while (await Step()) { }

        using var again = await api.CreateAnonymousClient().GetAsync($"/v1/articles/{id}");
        Assert.Equal(before.Headers.ETag, again.Headers.ETag);
        await api.ShouldBeConsistentAsync(await Live());
    }

    [Fact]
    public async Task An_embargo_ends_by_the_clock_through_the_same_door()
    {
        var until = api.Clock.GetUtcNow().AddHours(1);
        var id = await api.CreateArticleAsync(
            LogTestExtensions.CreateDraft("Not before ten") with
            {
                EmbargoUntil = until,
            }
        );
        using var open = api.CreateAnonymousClient();
        var seq = await Seq();
        using (var hidden = await open.GetAsync($"/v1/articles/{id}"))
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        api.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(await Step());

        api.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await Step());
        Assert.False(await Step());

        var article = JsonNode.Parse(await open.GetStringAsync($"/v1/articles/{id}"))!;
        Assert.Equal(2, (int?)article["version"]);
        Assert.Equal(InstantJsonConverter.Format(until), (string?)article["availableAt"]);
        Assert.Equal(seq + 1, await Seq());
        var entry = await api.RunInScopeAsync(db =>
            db.Versions.AsNoTracking().SingleAsync(version => version.Sequence == seq + 1)
        );
        Assert.Equal(
            (ChangeCause.EmbargoLifted, "clock", Audience.Public, Audience.Embargo),
            (entry.Cause, entry.Actor, entry.Audience, entry.PreviousAudience)
        );
        // What was written under embargo stays keyed.
        Assert.Equal(
            [2],
            JsonNode.Parse(await open.GetStringAsync($"/v1/articles/{id}/versions"))!["data"]!
                .AsArray()
                .Select(version => (int)version!["version"]!)
        );
        await api.ShouldBeConsistentAsync(await Live());
    }

    private Task<bool> Step() => api.Services.RunMaintenanceOnceAsync();

    private Task<int> Live() => api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live));

    private Task<long> Seq() =>
        api.RunInScopeAsync(db => db.LogSequences.Select(head => head.LastSequence).SingleAsync());

    private async Task<string> Document(Guid id) =>
        await api.CreateAnonymousClient().GetStringAsync($"/v1/articles/{id}");

    private Task<CommitResult> Mend<T>(string cause, Func<IEnumerable<T>, T> which, Action<T, DateTimeOffset> mend)
        where T : class =>
        api.RunInScopeAsync(async services =>
        {
            var rows = await services.GetRequiredService<ArticleDb>().Set<T>().ToListAsync();
            mend(which(rows), api.Clock.GetUtcNow());
            return await LogTestExtensions.CommitAsync(services, cause);
        });

    private Task<CommitResult> MendDateline(string from, string to) =>
        Mend<Dateline>(
            ChangeCause.DatelineChanged,
            rows => rows.Single(row => row.Facts.Places.Any(place => place.Locality == from)),
            (row, _) => row.Replace(row.Facts with { Places = [new Place(to, null, "Portugal", "PT")] })
        );

    private Task<int> Found(string filter, string value) =>
        api.RunInScopeAsync(async services =>
        {
            var all = new CountCollector(int.MaxValue);
            await services
                .GetRequiredService<QueryExecutor>()
                .ExecuteAsync(
                    new(
                        "",
                        new([Audience.Public], false),
                        [
                            [FilterTerm.Format(filter, value)],
                        ],
                        new HashSet<long>(),
                        null,
                        new Dictionary<string, KeyRange>(),
                        new(null, true)
                    ),
                    null,
                    [all],
                    default
                );
            return all.Count;
        });

    private static async Task<(int Total, int Done, bool Finished)> Progress(HttpClient client, Guid job)
    {
        var progress = JsonNode.Parse(await client.GetStringAsync($"/v1/jobs/{job}"))!;
        return ((int)progress["total"]!, (int)progress["done"]!, progress["finishedAt"] is not null);
    }
}
