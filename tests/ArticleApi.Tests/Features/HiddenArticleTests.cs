using System.Net;
using ArticleApi.Core.Images;
using ArticleApi.Log;
using ArticleApi.Tests.Infrastructure;
using ArticleApi.Tests.Log;
using ArticleApi.Tests.Storage;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Tests.Features;

/// <summary>What a caller may not see takes the same work as what is not there.</summary>
public abstract class HiddenArticleTests(TestApiHost api)
{
    public sealed class OnSqlite(IsolatedSqliteHost api) : HiddenArticleTests(api), IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api)
        : HiddenArticleTests(api),
            IClassFixture<IsolatedPostgresHost>;

    [Theory]
    [InlineData("/v1/articles/{0}")]
    [InlineData("/v1/articles/{0}.jsonld")]
    [InlineData("/v1/articles/{0}/images")]
    [InlineData("/v1/articles/{0}/versions")]
    [InlineData("/v1/articles/{0}/versions/1")]
    [InlineData("/v1/articles/{0}/related")]
    [InlineData("/v1/articles/{0}/duplicates")]
    public async Task Hidden_and_missing_articles_take_the_same_statements(string path)
    {
        var draft = await Draft("Kept from readers");
        var embargoed = await api.CreateArticleAsync(
            LogTestExtensions.CreateDraft("Kept until noon") with
            {
                EmbargoUntil = api.Clock.GetUtcNow().AddHours(2),
            }
        );
        var (watch, client) = Watched();

        await Assert.AllAsync(
            new[] { HttpMethod.Get, HttpMethod.Head },
            async method =>
            {
                var bySlug = await Statements(watch, client, method, string.Format(null, path, "nobody-has-this-slug"));
                var byId = await Statements(
                    watch,
                    client,
                    method,
                    string.Format(null, path, Guid.CreateVersion7(api.Clock.GetUtcNow()))
                );

                Assert.NotEmpty(bySlug);
                Assert.Equal(
                    bySlug,
                    await Statements(watch, client, method, string.Format(null, path, await SlugOf(draft)))
                );
                Assert.Equal(
                    bySlug,
                    await Statements(watch, client, method, string.Format(null, path, await SlugOf(embargoed)))
                );
                Assert.Equal(byId, await Statements(watch, client, method, string.Format(null, path, draft)));
                Assert.Equal(byId, await Statements(watch, client, method, string.Format(null, path, embargoed)));
            }
        );

        // A copy that is asked about is not told of either.
        Assert.Equal(
            await Statements(watch, client, HttpMethod.Get, "/v1/articles/nobody-has-this-slug", "\"1\""),
            await Statements(watch, client, HttpMethod.Get, $"/v1/articles/{await SlugOf(draft)}", "\"1\"")
        );
    }

    [Fact]
    public async Task An_article_that_is_seen_takes_one_statement_and_an_erased_slug_two()
    {
        var id = await api.CreateArticleAsync(LogTestExtensions.CreateDraft("Seen by everybody"));
        var gone = await api.CreateArticleAsync(LogTestExtensions.CreateDraft("Gone for good"));
        await api.ChangeArticleAsync(gone, ChangeCause.Deleted, (db, article) => db.Articles.Remove(article));
        var (watch, client) = Watched();

        Assert.Single(await Statements(watch, client, HttpMethod.Get, $"/v1/articles/{id}", status: HttpStatusCode.OK));
        Assert.Single(
            await Statements(watch, client, HttpMethod.Get, "/v1/articles/seen-by-everybody", status: HttpStatusCode.OK)
        );
        Assert.Equal(
            2,
            (
                await Statements(
                    watch,
                    client,
                    HttpMethod.Get,
                    "/v1/articles/gone-for-good",
                    status: HttpStatusCode.Gone
                )
            ).Count
        );
    }

    [Theory]
    [InlineData("exclude")]
    [InlineData("id")]
    public async Task A_list_is_asked_the_same_whether_an_id_is_hidden_or_nobodys(string parameter)
    {
        var draft = await Draft("Left out of lists " + parameter);
        var (watch, client) = Watched();

        Assert.Equal(
            await Statements(
                watch,
                client,
                HttpMethod.Get,
                $"/v1/articles?{parameter}={Guid.CreateVersion7(api.Clock.GetUtcNow())}",
                status: HttpStatusCode.OK
            ),
            await Statements(
                watch,
                client,
                HttpMethod.Get,
                $"/v1/articles?{parameter}={draft}",
                status: HttpStatusCode.OK
            )
        );
    }

    [Fact]
    public async Task Hidden_and_missing_images_captions_and_datelines_take_the_same_statements()
    {
        await Draft(
            "With a picture",
            new(
                new() { AltText = "Hidden" },
                new("en", "Kept back", null, LogTestExtensions.CreateDatelineReading("Faro")),
                ImageRole.Lead
            )
        );
        var (image, caption, dateline) = await api.RunInScopeAsync(async db =>
            (
                await db.Images.OrderByDescending(row => row.Key).Select(row => row.Id).FirstAsync(),
                await db.Captions.OrderByDescending(row => row.Key).Select(row => row.Id).FirstAsync(),
                await db.Datelines.OrderByDescending(row => row.Key).Select(row => row.Id).FirstAsync()
            )
        );
        var (watch, client) = Watched();

        await Assert.AllAsync(
            new[]
            {
                ("/v1/images/{0}", image),
                ("/v1/images/{0}/captions", image),
                ("/v1/captions/{0}", caption),
                ("/v1/datelines/{0}", dateline),
            },
            async example =>
            {
                var (path, id) = example;
                Assert.Equal(
                    await Statements(
                        watch,
                        client,
                        HttpMethod.Get,
                        string.Format(null, path, Guid.CreateVersion7(api.Clock.GetUtcNow()))
                    ),
                    await Statements(watch, client, HttpMethod.Get, string.Format(null, path, id))
                );
            }
        );
    }

    private (CommandWatch Watch, HttpClient Client) Watched()
    {
        var watch = new CommandWatch();
        var watched = api.WithWebHostBuilder(builder =>
            builder.ConfigureServices(services => services.WatchCommands(watch))
        );

        return (watch, watched.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));
    }

    // The follower of the log looks by a clock that stands still.
    private static async Task<List<string>> Statements(
        CommandWatch watch,
        HttpClient client,
        HttpMethod method,
        string path,
        string? known = null,
        HttpStatusCode status = HttpStatusCode.NotFound
    )
    {
        watch.Commands.Clear();
        watch.IsCollecting = true;
        using var request = new HttpRequestMessage(method, path);
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        watch.IsCollecting = false;
        Assert.Equal(status, answer.StatusCode);

        return
        [
            .. watch
                .Commands.Select(command => command.Sql)
                .Where(sql => !sql.Contains("log_sequence", StringComparison.Ordinal)),
        ];
    }

    private Task<string> SlugOf(Guid id) =>
        api.RunInScopeAsync(db =>
            db.Heads.Where(head => head.ArticleId == id).Select(head => head.Slug!).SingleAsync()
        );

    private Task<Guid> Draft(string headline, ImageDraft? image = null) =>
        api.RunInScopeAsync(async services =>
        {
            var article = await LogTestExtensions.AddArticleAsync(
                services,
                LogTestExtensions.CreateDraft(headline) with
                {
                    Images = image is null ? [] : [image],
                },
                publish: false
            );
            Assert.Equal(
                CommitStatus.Committed,
                (await LogTestExtensions.CommitAsync(services, ChangeCause.Created)).Status
            );
            return article.Id;
        });
}
