using System.Collections.Concurrent;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>The log's order is the order of commits, whoever writes at the same time.</summary>
[Trait("Speed", "slow")]
public abstract class OrderTests(TestApiHost api, ITestOutputHelper output)
{
    public sealed class OnSqlite(IsolatedSqliteHost api, ITestOutputHelper output)
        : OrderTests(api, output),
            IClassFixture<IsolatedSqliteHost>;

    public sealed class OnPostgres(IsolatedPostgresHost api, ITestOutputHelper output)
        : OrderTests(api, output),
            IClassFixture<IsolatedPostgresHost>;

    [Fact]
    public async Task A_follower_sees_every_commit_once_and_none_before_an_earlier_one()
    {
        const int Writers = 6,
            Articles = 10,
            Edits = 7;
        var start = await Head();
        var retries = 0;

        var writing = Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(writer =>
                    Task.Run(async () =>
                    {
                        for (var article = 0; article < Articles; article++)
                        {
                            var name = $"Writer {writer} article {article}";
                            var id = Guid.Empty;
                            Interlocked.Add(
                                ref retries,
                                await LogTestExtensions.RetryAsync(async () =>
                                    id = await api.CreateArticleAsync(LogTestExtensions.CreateDraft(name))
                                )
                            );
                            for (var edit = 0; edit < Edits; edit++)
                                Interlocked.Add(
                                    ref retries,
                                    await LogTestExtensions.RetryAsync(() => Edit(id, name, edit))
                                );
                        }
                    })
                )
        );

        var (seen, polls, at) = (new List<ChangeFeedEntry>(), 0, start);
        while (true)
        {
            var last = writing.IsCompleted;
            var (entries, readTo) = await Poll(at);
            Assert.Equal(
                entries.Select(entry => entry.Cursor.Sequence),
                Enumerable.Range(1, entries.Count).Select(next => at.Sequence + next)
            );
            Assert.Equal(at.Sequence + entries.Count, readTo.Sequence);
            seen.AddRange(entries);
            (at, polls) = (readTo, polls + 1);
            if (last && entries.Count == 0)
                break;
        }

        await writing;
        output.WriteLine($"{Writers * Articles * (Edits + 1)} commits, {polls} polls, {retries} retries");
        Assert.Equal(Writers * Articles * (Edits + 1), seen.Count);
        Assert.Equal(seen.Count, seen.Select(entry => (entry.Id, entry.Version)).Distinct().Count());
        Assert.All(
            seen.GroupBy(entry => entry.Id),
            article => Assert.Equal(Enumerable.Range(1, Edits + 1), article.Select(entry => entry.Version))
        );
        Assert.Equal(await Head(), at);
    }

    [Theory]
    [InlineData(600)]
    public async Task No_head_is_stale_while_a_caption_is_mended_and_its_image_attached_and_detached(int operations)
    {
        var (image, caption) = await api.RunInScopeAsync(async services =>
        {
            var rows = services.GetRequiredService<TrackedRows>();
            var made = rows.AddImage(new());
            var text = await rows.AddCaptionAsync(
                new("en", "Rain", null, null),
                made,
                TestContext.Current.CancellationToken
            );
            await LogTestExtensions.CommitAsync(services, ChangeCause.Created);
            return (made.Id, text.Id);
        });
        var article = await api.CreateArticleAsync(
            LogTestExtensions.CreateDraft("An article that shows it now and then")
        );
        var always = await api.CreateArticleAsync(LogTestExtensions.CreateDraft("An article that always shows it"));
        await Show(always, image, caption, true);
        var signal = api.Services.GetRequiredService<CommitNotifier>();
        var (retries, audits) = (0, 0);
        var outcomes = new ConcurrentBag<CommitStatus>();

        var mending = Task.Run(async () =>
        {
            for (var i = 0; i < operations; i++)
                Interlocked.Add(
                    ref retries,
                    await LogTestExtensions.RetryAsync(async () =>
                        outcomes.Add(await Mend(caption, $"Rain, mended {i} times"))
                    )
                );
        });
        var arranging = Task.Run(async () =>
        {
            for (var i = 0; i < operations; i++)
                Interlocked.Add(
                    ref retries,
                    await LogTestExtensions.RetryAsync(async () =>
                        outcomes.Add(await Show(article, image, caption, i % 2 == 0))
                    )
                );
        });
        while (!mending.IsCompleted || !arranging.IsCompleted)
        {
            // One look at the whole after every few commits: more would only be in the writers' way.
            var next = signal.NextCommit;
            Assert.Empty((await api.RunInScopeAsync(LogTestExtensions.FindStaleHeadsAsync)).Stale);
            audits++;
            await Task.WhenAny(next, Task.WhenAll(mending, arranging));
        }

        await Task.WhenAll(mending, arranging);
        output.WriteLine($"{2 * operations} operations, {audits} audits, {retries} retries");
        Assert.Equal(2 * operations, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal(CommitStatus.Committed, outcome));
        await api.ShouldBeConsistentAsync(
            await api.RunInScopeAsync(db => db.Heads.CountAsync(head => head.State == HeadState.Live))
        );
        Assert.Equal(2 + operations, await VersionOf(always));
    }

    private Task<ChangeFeedCursor> Head() =>
        api.RunInScopeAsync(
            async (IServiceProvider services) =>
                (await services.GetRequiredService<ChangeFeed>().FindCursorAsync(null, default))!
        );

    private Task<int> VersionOf(Guid id) =>
        api.RunInScopeAsync(db =>
            db.Heads.Where(head => head.ArticleId == id).Select(head => head.Version).SingleAsync()
        );

    private Task<(IReadOnlyList<ChangeFeedEntry> Entries, ChangeFeedCursor ReadTo)> Poll(ChangeFeedCursor after) =>
        api.RunInScopeAsync(
            async (IServiceProvider services) =>
            {
                var (entries, readTo, _) = await services
                    .GetRequiredService<ChangeFeed>()
                    .ReadAsync(after, new(50, Visibility.Everything, new([], [], []), false), default);
                return (entries, readTo);
            }
        );

    private async Task Edit(Guid id, string name, int edit)
    {
        var committed = await api.ChangeArticleAsync(
            id,
            ChangeCause.Edited,
            (_, article) =>
                article.Replace(
                    LogTestExtensions.CreateDraft(name, $"It rained {edit} times."),
                    article.Slug,
                    null,
                    api.Clock.GetUtcNow()
                )
        );
        Assert.Equal(CommitStatus.Committed, committed.Status);
    }

    private Task<CommitStatus> Mend(Guid id, string text) =>
        api.RunInScopeAsync(async services =>
        {
            var caption = await services.GetRequiredService<ArticleDb>().Captions.SingleAsync(row => row.Id == id);
            caption.Replace(new("en", text, null, null), null, api.Clock.GetUtcNow());
            return (await LogTestExtensions.CommitAsync(services, ChangeCause.CaptionChanged)).Status;
        });

    private async Task<CommitStatus> Show(Guid article, Guid image, Guid caption, bool shown) =>
        (
            await api.ChangeArticleAsync(
                article,
                ChangeCause.Edited,
                (db, row) =>
                    row.SetImages(
                        !shown
                            ? []
                            :
                            [
                                ImageUse.Create(
                                    db.Images.Single(i => i.Id == image),
                                    db.Captions.Single(c => c.Id == caption),
                                    ImageRole.Lead
                                ),
                            ]
                    )
            )
        ).Status;
}
