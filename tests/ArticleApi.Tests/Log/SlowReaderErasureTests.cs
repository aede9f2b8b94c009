using System.Text;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>A reader that holds an old state of a SQLite database delays an erasure, but not for good.</summary>
public sealed class SlowReaderErasureTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    [Fact]
    public async Task Erased_text_leaves_the_files_once_the_reader_is_done()
    {
        const string Marked = "zwischenraum";
        var id = await api.CreateArticleAsync(LogTestExtensions.CreateDraft("Reader " + Marked));
        var signal = api.Services.GetRequiredService<CommitNotifier>();

        await using (var reader = new SqliteConnection($"Data Source={api.DatabasePath};Pooling=False"))
        {
            await reader.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = reader.BeginTransaction(deferred: true);
            await using var command = new SqliteCommand("SELECT count(*) FROM articles", reader, transaction);
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);

            await api.RunInScopeAsync(
                async (IServiceProvider services) =>
                {
                    var db = services.GetRequiredService<ArticleDb>();
                    db.Articles.Remove(await db.Articles.SingleAsync(row => row.Id == id));
                    return await services
                        .GetRequiredService<ArticleLog>()
                        .CommitAsync(new("test", ChangeCause.Deleted), default);
                }
            );
            Assert.True(signal.HasPendingErasure || !await IsInFiles(Marked));
        }

        // The worker may be at it, and each is in the other's way: it waits for up to two seconds, and the next try has
        // it.
        var settled = false;
        for (var tries = 0; !settled && tries < 200; tries++)
        {
            settled = await api.RunInScopeAsync(db => db.CompleteErasureAsync(default));
            if (!settled)
                await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.True(settled);

        Assert.False(await IsInFiles(Marked));
    }

    private async Task<bool> IsInFiles(string text)
    {
        foreach (var file in new[] { api.DatabasePath, api.DatabasePath + "-wal" }.Where(File.Exists))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            if (bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
                return true;
        }

        return false;
    }
}
