using System.Net;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>
/// What changes beside an article's own rows reaches its head: at once, by a job, by the clock or for a newer renderer.
/// </summary>
public abstract class RenderingTests(ApiHost api)
{
    public sealed class OnSqlite(StillSqliteHost api) : RenderingTests(api), IClassFixture<StillSqliteHost>;

    public sealed class OnPostgres(StillPostgresHost api) : RenderingTests(api), IClassFixture<StillPostgresHost>;

    [Fact]
    public async Task A_mended_image_caption_or_dateline_is_in_its_articles_in_the_same_transaction()
    {
        var image = new ImageDraft(
            new() { AltText = "Umbrellas" },
            new("en", "A street in Porto", null, Writing.Filed("Oporto")),
            ImageRole.Lead
        );
        var id = await api.Create(Writing.Draft("Rain in the north") with { Images = [image] });

        await Mend<Image>(
            Cause.ImageChanged,
            rows => rows.Single(row => row.Facts.AltText == "Umbrellas"),
            (row, now) => row.Replace(row.Facts with { AltText = "Red umbrellas" }, now)
        );
        await Mend<Caption>(
            Cause.CaptionChanged,
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
        await api.ShouldBeRight(await Live());
    }

    [Fact]
    public async Task A_dateline_that_few_articles_print_is_mended_in_one_transaction()
    {
        for (var i = 0; i < 3; i++)
            await api.Create(Writing.Draft($"Few {i}") with { Dateline = Writing.Filed("Lisbonne") });
        var before = await Seq();

        var committed = await MendDateline("Lisbonne", "Lisbon");

        Assert.Equal(new(Outcome.Done), committed);
        Assert.Equal(before + 3, await Seq());
        Assert.Equal(3, await Found("datelinePlace", "Lisbon"));
        Assert.Equal(0, await Found("datelinePlace", "Lisbonne"));
        await api.ShouldBeRight(await Live());
    }

    [Fact]
    public async Task More_articles_are_left_to_a_job_that_goes_on_where_another_worker_stopped()
    {
        const int Articles = 620;
        await api.Use(async services =>
        {
            for (var i = 0; i < Articles; i++)
                await Writing.Add(
                    services,
                    Writing.Draft($"Many {i}") with
                    {
                        Dateline = Writing.Filed("Vila do Conde", date: PartialDate.Of(2026, 3, 1)),
                    }
                );
            return await Writing.Commit(services, Cause.Imported);
        });
        using var client = await api.WithKey();
        var before = await Seq();

        var committed = await MendDateline("Vila do Conde", "Azurara");

        Assert.NotNull(committed.Job);
        Assert.Equal(before, await Seq());
        Assert.Equal((Articles, 0, false), await Progress(client, committed.Job.Value));
        Assert.True(await Step());
        Assert.Equal((Articles, ArticleLog.MostAtOnce, false), await Progress(client, committed.Job.Value));
        Assert.Equal(before + ArticleLog.MostAtOnce, await Seq());

        // An article that changes meanwhile has its own new head; the job must not spoil it.
        var last = await api.Use(db =>
            db.Articles.OrderByDescending(row => row.Key)
                .Where(row => row.Headline.StartsWith("Many"))
                .Select(row => row.Id)
                .FirstAsync()
        );
        await api.Change(
            last,
            Cause.Edited,
            (_, row) =>
                row.Replace(
                    Writing.Draft("Edited meanwhile") with
                    {
                        Dateline = null,
                    },
                    row.Slug,
                    null,
                    api.Clock.GetUtcNow()
                )
        );

        Assert.True(await Step());
        Assert.Equal((Articles, Articles - 1, true), await Progress(client, committed.Job.Value));
        Assert.False(await Step());
        Assert.Equal(Articles - 1, await Found("datelinePlace", "Azurara"));
        Assert.Equal(0, await Found("datelinePlace", "Vila do Conde"));
        await api.ShouldBeRight(await Live());
    }

    [Fact]
    public async Task A_newer_renderer_rewrites_heads_in_place()
    {
        var id = await api.Create(Writing.Draft("Kept apart"));
        var withdrawn = await api.Create(Writing.Draft("Taken back"));
        await api.Change(withdrawn, Cause.Withdrawn, (_, article) => article.Withdraw());
        var heads = await api.Use(db => db.Heads.AsNoTracking().ToDictionaryAsync(head => head.ArticleId));
        var seq = await Seq();
        using var before = await api.Open().GetAsync($"/v1/articles/{id}");

        await using var moved = api.WithWebHostBuilder(builder =>
            builder.UseSetting("Publication:ArticleUrl", "https://example.org/{slug}")
        );
        var steps = 0;
        while (await moved.Services.Step())
            steps++;
        using var after = await moved.CreateClient().GetAsync($"/v1/articles/{id}");

        Assert.Equal(
            (heads.Values.Count(head => head.State == HeadState.Live) + ArticleLog.MostAtOnce - 1)
                / ArticleLog.MostAtOnce,
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
            await api.Use(db => db.Heads.AsNoTracking().ToListAsync()),
            head =>
                Assert.Equal(
                    (heads[head.ArticleId].Version, heads[head.ArticleId].Seq, heads[head.ArticleId].UpdatedAt),
                    (head.Version, head.Seq, head.UpdatedAt)
                )
        );

        // And back, which is a lower number or a higher one.
        while (await Step()) { }

        using var again = await api.Open().GetAsync($"/v1/articles/{id}");
        Assert.Equal(before.Headers.ETag, again.Headers.ETag);
        await api.ShouldBeRight(await Live());
    }

    [Fact]
    public async Task An_embargo_ends_by_the_clock_through_the_same_door()
    {
        var until = api.Clock.GetUtcNow().AddHours(1);
        var id = await api.Create(Writing.Draft("Not before ten") with { EmbargoUntil = until });
        using var open = api.Open();
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
        Assert.Equal(InstantJson.Write(until), (string?)article["availableAt"]);
        Assert.Equal(seq + 1, await Seq());
        var entry = await api.Use(db => db.Versions.AsNoTracking().SingleAsync(version => version.Seq == seq + 1));
        Assert.Equal(
            (Cause.EmbargoLifted, "clock", Audience.Public, Audience.Embargo),
            (entry.Cause, entry.Actor, entry.Audience, entry.PreviousAudience)
        );
        // What was written under embargo stays keyed.
        Assert.Equal(
            [2],
            JsonNode.Parse(await open.GetStringAsync($"/v1/articles/{id}/versions"))!["data"]!
                .AsArray()
                .Select(version => (int)version!["version"]!)
        );
        await api.ShouldBeRight(await Live());
    }

    private Task<bool> Step() => api.Services.Step();

    private Task<int> Live() => api.Use(db => db.Heads.CountAsync(head => head.State == HeadState.Live));

    private Task<long> Seq() => api.Use(db => db.LogHeads.Select(head => head.Seq).SingleAsync());

    private async Task<string> Document(Guid id) => await api.Open().GetStringAsync($"/v1/articles/{id}");

    private Task<Committed> Mend<T>(string cause, Func<IEnumerable<T>, T> which, Action<T, DateTimeOffset> mend)
        where T : class =>
        api.Use(async services =>
        {
            var rows = await services.GetRequiredService<ArticleDb>().Set<T>().ToListAsync();
            mend(which(rows), api.Clock.GetUtcNow());
            return await Writing.Commit(services, cause);
        });

    private Task<Committed> MendDateline(string from, string to) =>
        Mend<Dateline>(
            Cause.DatelineChanged,
            rows => rows.Single(row => row.Facts.Places.Any(place => place.Locality == from)),
            (row, _) => row.Replace(row.Facts with { Places = [new Place(to, null, "Portugal", "PT")] })
        );

    private Task<int> Found(string filter, string value) =>
        api.Use(async services =>
            (
                await services
                    .GetRequiredService<Finder>()
                    .Count(
                        new(
                            "",
                            [Audience.Public],
                            [
                                [Filing.Term(filter, value)],
                            ],
                            new HashSet<long>(),
                            null,
                            new Dictionary<string, Stretch>(),
                            new(null, true)
                        ),
                        int.MaxValue,
                        default
                    )
            ).Count
        );

    private static async Task<(int Total, int Done, bool Finished)> Progress(HttpClient client, long job)
    {
        var progress = JsonNode.Parse(await client.GetStringAsync($"/v1/jobs/{job}"))!;
        return ((int)progress["total"]!, (int)progress["done"]!, progress["finishedAt"] is not null);
    }
}
