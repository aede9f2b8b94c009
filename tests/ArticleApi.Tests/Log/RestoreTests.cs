using System.Net;
using ArticleApi.Log;
using ArticleApi.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>
/// A database restored under a running node is another history: nothing kept from the lost one is served.
/// </summary>
public abstract class RestoreTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : RestoreTests(api), IClassFixture<SqliteHost>
    {
        protected override async Task<Func<Task>> BackUp()
        {
            var connection = $"Data Source={api.DatabasePath};Pooling=False";
            var copy = $"Data Source={api.DatabasePath}.{Guid.NewGuid():N};Pooling=False";
            await Copy(connection, copy);
            return () => Copy(copy, connection);
        }

        private static async Task Copy(string from, string to)
        {
            await using var source = new SqliteConnection(from);
            await using var destination = new SqliteConnection(to);
            await source.OpenAsync();
            await destination.OpenAsync();
            source.BackupDatabase(destination);
        }
    }

    public sealed class OnPostgres(PostgresHost api) : RestoreTests(api), IClassFixture<PostgresHost>
    {
        protected override async Task<Func<Task>> BackUp()
        {
            var schema = $"backup_{Guid.NewGuid():N}";
            await Execute($"CREATE SCHEMA {schema}");
            var tables = await api.RunInScopeAsync(db =>
                db.Database.SqlQuery<string>(
                        $"SELECT tablename AS \"Value\" FROM pg_tables WHERE schemaname = 'public'"
                    )
                    .ToListAsync()
            );
            foreach (var table in tables)
                await Execute($"CREATE TABLE {schema}.\"{table}\" AS TABLE public.\"{table}\"");
            return () =>
                Execute(
                    "BEGIN; SET LOCAL session_replication_role = replica;"
                        + string.Concat(
                            tables.Select(table =>
                                $"DELETE FROM public.\"{table}\"; INSERT INTO public.\"{table}\" OVERRIDING SYSTEM VALUE SELECT * FROM {schema}.\"{table}\";"
                            )
                        )
                        + "COMMIT"
                );
        }

        private Task<int> Execute(string sql) => api.RunInScopeAsync(db => db.Database.ExecuteSqlRawAsync(sql));
    }

    /// <returns>What restores the database to what it is now, under the running service.</returns>
    protected abstract Task<Func<Task>> BackUp();

    [Fact]
    public async Task What_was_published_after_the_backup_is_not_served_any_more()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var article = await editor.CreateDraftAsync("Not in the backup");
        var restore = await BackUp();
        await editor.RequestAsync("POST", article.ArticleUrl() + "/publish", new { }).ReadJsonAsync();
        await Look();
        for (var round = 0; round < 2; round++)
        {
            await reader.GetJsonAsync(article.ArticleUrl());
            Assert.Contains("not-in-the-backup", await reader.ListValuesAsync("/v1/articles?limit=100"));
        }

        await restore();
        await Look();

        await reader.RequestAsync("GET", article.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain("not-in-the-backup", await reader.ListValuesAsync("/v1/articles?limit=100"));
    }

    [Fact]
    public async Task The_same_number_of_another_history_is_told_by_its_nonce()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        await using var other = api.WithWebHostBuilder(_ => { });
        using var there = other.CreateClient();
        there.DefaultRequestHeaders.Authorization = editor.DefaultRequestHeaders.Authorization;
        var restore = await BackUp();
        var lost = await editor.PublishArticleAsync("Of the lost history");
        await Look();
        for (var round = 0; round < 2; round++)
            await reader.GetJsonAsync(lost.ArticleUrl());
        var before = api.Services.GetRequiredService<LogWatermark>().Current!;

        await restore();
        await there.PublishArticleAsync("Of the other history");
        await Look();

        var after = api.Services.GetRequiredService<LogWatermark>().Current!;
        Assert.Equal(before.Number, after.Number);
        Assert.NotSame(before, after);
        await reader.RequestAsync("GET", lost.ArticleUrl()).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Contains("of-the-other-history", await reader.ListValuesAsync("/v1/articles?limit=100"));
    }

    [Fact]
    public async Task A_search_knows_the_languages_of_the_restored_database()
    {
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = api.CreateAnonymousClient();
        var restore = await BackUp();
        await editor.PublishArticleAsync("Les chevaux", new { language = "fr", bodyText = "Les chevaux mangeaient." });
        await Look();
        Assert.NotEmpty(await reader.ListValuesAsync("/v1/articles?q=cheval"));

        await restore();
        await Look();

        Assert.Empty(await reader.ListValuesAsync("/v1/articles?q=cheval"));
        var watermark = api.Services.GetRequiredService<LogWatermark>();
        Assert.Equal(
            watermark.Current!.Number,
            await api.RunInScopeAsync(db => db.LogSequences.Select(head => head.CommitCount).SingleAsync())
        );
    }

    private Task Look() =>
        api.Services.GetRequiredService<LogWatermarkPoller>().PollAsync(TestContext.Current.CancellationToken);
}
