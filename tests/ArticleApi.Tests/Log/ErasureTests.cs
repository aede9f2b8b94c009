using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Import;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Log;

/// <summary>What is withdrawn or deleted leaves the database while the service runs.</summary>
public abstract class ErasureTests(TestApiHost api)
{
    public sealed class OnSqlite(SqliteHost api) : ErasureTests(api), IClassFixture<SqliteHost>
    {
        /// <summary>The files' bytes, as somebody who took the disk would read them.</summary>
        protected override async Task<IReadOnlyList<(string Place, string Text)>> Everything() =>
            [
                .. new[] { "", "-wal", "-shm" }.Select(suffix => (suffix, ReadAsItIs(api.DatabasePath + suffix))),
                .. await Dump(),
            ];

        private static string ReadAsItIs(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }
    }

    public sealed class OnPostgres(PostgresHost api) : ErasureTests(api), IClassFixture<PostgresHost>
    {
        protected override Task<IReadOnlyList<(string Place, string Text)>> Everything() => Dump();
    }

    protected abstract Task<IReadOnlyList<(string Place, string Text)>> Everything();

    [Fact]
    public async Task A_deleted_articles_text_is_nowhere_in_the_database()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var id = await Write(client, "Zebracrossing", "Quagmire", "Jukeboxed");
        await ShouldBeThere(
            "Zebracrossing1",
            "Zebracrossing2",
            "Quagmire1",
            "Quagmire2",
            "zebracrossing1",
            "zebracrossing2",
            "jukeboxed2"
        );

        using var deleted = await client.DeleteAsync($"/v1/articles/{id}?reason=Published%20by%20mistake");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await ShouldBeGone("Zebracrossing", "zebracrossing", "Quagmire", "quagmire", "Jukeboxed", "jukeboxed");
        var problem = await (await api.CreateAnonymousClient().GetAsync($"/v1/articles/{id}")).ShouldBeProblem(
            HttpStatusCode.Gone,
            "gone"
        );
        Assert.Equal("Published by mistake", (string?)problem["reason"]);
        var change = JsonNode.Parse(await api.CreateAnonymousClient().GetStringAsync("/v1/changes?after=0"))!["data"]!
            .AsArray()
            .Last()!;
        Assert.Equal(
            ($"{id}", "remove", "deleted", "Published by mistake"),
            ((string?)change["id"], (string?)change["op"], (string?)change["cause"], (string?)change["reason"])
        );
        // Its old addresses still say that it is gone, and stay taken.
        await (await api.CreateAnonymousClient().GetAsync("/v1/articles/zebracrossing1")).ShouldBeProblem(
            HttpStatusCode.Gone,
            "gone"
        );
        using var other = await client.PostAsJsonAsync(
            "/v1/articles",
            new
            {
                headline = "Another",
                slug = "zebracrossing2",
                bodyText = "Other.",
            }
        );
        await other.ShouldBeProblem(HttpStatusCode.Conflict, "duplicate-slug");
    }

    [Fact]
    public async Task A_withdrawn_articles_text_is_only_in_the_editors_rows()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var id = await Write(client, "Xylophonist", "Wheelbarrow", "Marzipan");

        using var withdrawn = await client.PostAsJsonAsync(
            $"/v1/articles/{id}/withdraw",
            new { reason = "It was wrong" }
        );

        Assert.Equal(HttpStatusCode.OK, withdrawn.StatusCode);
        // The older version's text was in the log alone; its slug stays, so that the old address is known.
        await ShouldBeGone("Xylophonist1", "Wheelbarrow1", "Marzipan1");
        await ShouldBeOnlyIn(
            ["articles", "slugs"],
            "Xylophonist",
            "xylophonist",
            "Wheelbarrow",
            "wheelbarrow",
            "Marzipan",
            "marzipan"
        );
        using var back = await client.PostAsJsonAsync($"/v1/articles/{id}/publish", new { });
        Assert.Equal("Xylophonist2", (string?)JsonNode.Parse(await back.Content.ReadAsStringAsync())!["headline"]);
        using var deleted = await client.DeleteAsync(new Uri($"/v1/articles/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await ShouldBeGone("Xylophonist", "xylophonist", "Wheelbarrow", "wheelbarrow", "Marzipan", "marzipan");
    }

    [Trait("Speed", "slow")]
    [Fact]
    public async Task Nothing_is_left_in_a_full_database_either()
    {
        using var client = await api.CreateClientWithKeyAsync();
        var ids = new List<string>();
        for (var i = 0; i < 60; i++)
            ids.Add(
                await Write(
                    client,
                    $"Flugelhorn{i}x",
                    string.Join(' ', Enumerable.Repeat($"Brouhaha{i}x", 40 + (i * 37 % 900))),
                    $"Lollygag{i}x"
                )
            );

        // Every other one goes: their neighbours' pages stay in use.
        for (var i = 0; i < ids.Count; i += 2)
        {
            using var deleted = await client.DeleteAsync(new Uri($"/v1/articles/{ids[i]}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        await ShouldBeGone([
            .. Enumerable
                .Range(0, 30)
                .SelectMany(i =>
                    new[]
                    {
                        $"Flugelhorn{2 * i}x",
                        $"flugelhorn{2 * i}x",
                        $"Brouhaha{2 * i}x",
                        $"Lollygag{2 * i}x",
                        $"lollygag{2 * i}x",
                    }
                ),
        ]);
        await ShouldBeThere("Flugelhorn1x2", "Brouhaha59x2");
    }

    [Fact]
    public async Task A_deleted_article_is_not_brought_back_by_its_document()
    {
        var bytes = Encoding.UTF8.GetBytes(
            "Harbour Closed by Storm\n\nTT\n\nHarbour Closed by Storm\n\nThe harbour was closed on Monday.\n"
        );
        Task<ImportSummary> Import() =>
            api.RunInScopeAsync(services =>
                services.GetRequiredService<Importer>().ImportAsync("harbour.txt", bytes, new(), default)
            );
        Assert.Equal((1, 0), (await Import()) is var first ? (first.Added, first.Known) : default);
        using var client = await api.CreateClientWithKeyAsync();
        var id = (string?)JsonNode.Parse(await client.GetStringAsync("/v1/articles/harbour-closed-by-storm"))!["id"];
        client.DefaultRequestHeaders.IfMatch.Add(EntityTagHeaderValue.Any);
        using var deleted = await client.DeleteAsync(new Uri($"/v1/articles/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        var again = await Import();

        Assert.Equal((0, 1), (again.Added, again.Known));
        await (await api.CreateAnonymousClient().GetAsync("/v1/articles/harbour-closed-by-storm")).ShouldBeProblem(
            HttpStatusCode.Gone,
            "gone"
        );
        await ShouldBeGone("Harbour Closed", "harbour-closed");
    }

    // Two versions: the first one's text, slug, section, tag, byline and note are edited out by the second.
    private static async Task<string> Write(HttpClient client, string headline, string body, string label)
    {
        client.DefaultRequestHeaders.IfMatch.Clear();
        client.DefaultRequestHeaders.IfMatch.Add(EntityTagHeaderValue.Any);
        object Article(int version) =>
            new
            {
                headline = headline + version,
                slug = headline.ToLowerInvariant() + version,
                bodyText = string.Join(' ', body.Split(' ').Select(word => word + version)),
                status = version == 1 ? "published" : null,
                section = new { name = label + version },
                tags = new[] { new { name = label + version + "t" } },
                bylines = new[] { new { name = label + version + "b" } },
                editorNote = label + version + "n",
                @abstract = body.Split(' ')[0] + version,
            };
        using var created = await client.PostAsJsonAsync("/v1/articles", Article(1), Compact);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = (string?)JsonNode.Parse(await created.Content.ReadAsStringAsync())!["id"];
        using var edited = await client.PutAsJsonAsync($"/v1/articles/{id}", Article(2), Compact);
        Assert.True(edited.IsSuccessStatusCode, await edited.Content.ReadAsStringAsync());
        return id!;
    }

    private static readonly System.Text.Json.JsonSerializerOptions Compact = new(
        System.Text.Json.JsonSerializerDefaults.Web
    )
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private async Task ShouldBeThere(params string[] texts)
    {
        var everything = await Everything();
        Assert.All(
            texts,
            text => Assert.Contains(everything, place => place.Text.Contains(text, StringComparison.Ordinal))
        );
    }

    private async Task ShouldBeGone(params string[] texts)
    {
        var everything = await Everything();
        var found = texts.SelectMany(text => everything.SelectMany(place => Near(place, text)));
        Assert.Empty(found.Take(10));
    }

    private async Task ShouldBeOnlyIn(string[] tables, params string[] texts)
    {
        var everything = await Dump();
        Assert.Empty(
            texts
                .SelectMany(text =>
                    everything.Where(place => !tables.Contains(place.Place)).SelectMany(place => Near(place, text))
                )
                .Take(10)
        );
    }

    /// <summary>The rows of every table as text; bytes too, so that documents can be searched.</summary>
    protected Task<IReadOnlyList<(string Place, string Text)>> Dump() =>
        api.RunInScopeAsync<IReadOnlyList<(string, string)>>(async db =>
        {
            await db.Database.OpenConnectionAsync();
            var dump = new List<(string, string)>();
            foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct())
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"select * from \"{table}\"";
                await using var reader = await command.ExecuteReaderAsync();
                var text = new StringBuilder();
                while (await reader.ReadAsync())
                    text.AppendJoin('|', Values(reader)).Append('\n');
                dump.Add((table, text.ToString()));
            }

            return dump;
        });

    private static IEnumerable<string?> Values(DbDataReader reader) =>
        Enumerable
            .Range(0, reader.FieldCount)
            .Select(i =>
                reader.GetValue(i) switch
                {
                    byte[] stored when reader.GetName(i) is nameof(ArticleVersion.Document) or nameof(Article.Body) =>
                        Encoding.UTF8.GetString(CompressedBytes.Decompress(stored)),
                    byte[] bytes => Encoding.UTF8.GetString(bytes),
                    var value => value.ToString(),
                }
            );

    private static IEnumerable<string> Near((string Place, string Text) place, string text)
    {
        var at = place.Text.IndexOf(text, StringComparison.Ordinal);
        if (at >= 0)
            yield return $"{place.Place} at {at}: {place.Text[Math.Max(0, at - 60)..Math.Min(place.Text.Length, at + 60)]}";
    }
}
