using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using ArticleApi.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Storage;

/// <summary>
/// Rows read back the same however they were sent: PostgreSQL takes fewer than fifty as statements that wait for each
/// other, and more of them by COPY.
/// </summary>
public abstract class RowWriterTests(TestApiHost api)
{
    private const int Few = 20;
    private const int Many = 120;

    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, 123, TimeSpan.Zero);

    public sealed class OnSqlite(SqliteHost api) : RowWriterTests(api), IClassFixture<SqliteHost>;

    public sealed class OnPostgres(PostgresHost api) : RowWriterTests(api), IClassFixture<PostgresHost>
    {
        [Fact]
        public Task Many_texts_are_found_and_none_of_their_words_waits_in_the_index() =>
            RunAsync(
                async (db, rows) =>
                {
                    var (rain, sun) = (CreateText("Rain"), CreateText("Sun"));
                    var positions = Enumerable.Range(1, Many).ToList();

                    await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
                    await WriteAsync(positions.Select(position => CreateChange(position, null, rain)));
                    Assert.Equal(positions, await FindAsync("rain"));
                    await WriteAsync(positions[Few..].Select(position => CreateChange(position, rain, sun)));
                    Assert.Equal(0, await MergeAsync());
                    Assert.Equal(positions[Few..], await FindAsync("sun"));
                    await WriteAsync(positions[^Few..].Select(position => CreateChange(position, sun, rain)));
                    await WriteAsync(positions[..Few].Select(position => CreateChange(position, rain, null)));
                    Assert.Equal(positions[^Few..], await FindAsync("rain"));
                    Assert.Equal(positions[Few..^Few], await FindAsync("sun"));

                    async Task WriteAsync(IEnumerable<FullTextChange> changes)
                    {
                        await rows.WriteTextAsync([.. changes], FullTextTableSet.Live, Cancellation);
                        await rows.FlushAsync(Cancellation);
                    }

                    Task<List<int>> FindAsync(string word) =>
                        db
                            .Database.SqlQuery<int>(
                                $"""
                                SELECT "Position"::int AS "Value" FROM search_article_public
                                WHERE "Words" @@ {word}::tsquery ORDER BY "Position"
                                """
                            )
                            .ToListAsync(Cancellation);

                    // How many pages waited.
                    Task<long> MergeAsync() =>
                        db
                            .Database.SqlQuery<long>(
                                $"""SELECT gin_clean_pending_list('search_article_public_words') AS "Value" """
                            )
                            .SingleAsync(Cancellation);
                }
            );

        private static TokenizedText CreateText(string caption) => TokenizedText.FromCaption(caption, "en", []);

        private static FullTextChange CreateChange(int position, TokenizedText? before, TokenizedText? after) =>
            new(Collections.Articles, Audience.Public, position, before is not null, before, after);
    }

    [Fact]
    public Task Small_and_large_batches_of_one_transaction_read_back_the_same() =>
        RunAsync(
            async (db, rows) =>
            {
                var images = CreateImages(await rows.ReserveKeysAsync<Image>(Few + Many + Few, Cancellation), db);
                var keys = Enumerable.Range(0, images.Count).Select(CreateKey).ToList();
                var entries = Enumerable.Range(0, images.Count).Select(CreateEntry).ToList();
                var values = Enumerable.Range(0, images.Count).Select(CreateValues).ToList();

                await using (var transaction = await db.Database.BeginTransactionAsync(Cancellation))
                {
                    foreach (var range in new Range[] { new(0, Few), new(Few, Few + Many), new(Few + Many, ^0) })
                    {
                        await rows.InsertAsync(images[range], Cancellation);
                        await rows.InsertAsync(keys[range], Cancellation);
                        await rows.InsertAsync(entries[range], Cancellation);
                        await rows.InsertAsync(values[range], Cancellation);
                    }

                    await rows.FlushAsync(Cancellation);
                    await CheckAsync();
                    await transaction.CommitAsync(Cancellation);
                }

                await CheckAsync();

                async Task CheckAsync()
                {
                    Assert.Equivalent(
                        images,
                        await db.Images.AsNoTracking().OrderBy(image => image.Key).ToListAsync(Cancellation),
                        strict: true
                    );
                    await AssertStoredAsync(db, keys, entries, values);
                }
            }
        );

    [Fact]
    public Task What_was_written_first_is_there_for_what_follows_however_many_rows_either_has() =>
        RunAsync(
            async (db, rows) =>
            {
                var counts = Enumerable.Range(0, Many).Select(CreateCount).ToList();

                await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
                await rows.InsertAsync(counts, Cancellation);
                await rows.UpsertAsync(counts[..Few], Cancellation, nameof(FacetValueCount.ArticleCount));
                await rows.DeleteAsync(counts[Few..], Cancellation);
                // Those were deleted by statements that may still wait.
                await rows.InsertAsync(counts[(2 * Few)..], Cancellation);
                await rows.DeleteAsync(counts[^Few..], Cancellation);
                await rows.FlushAsync(Cancellation);

                Assert.Equal(
                    counts[..Few]
                        .Select(count => (count.NormalizedValue, 2 * count.ArticleCount))
                        .Concat(counts[(2 * Few)..^Few].Select(count => (count.NormalizedValue, count.ArticleCount))),
                    (await db.FacetValueCounts.AsNoTracking().ToListAsync(Cancellation))
                        .OrderBy(count => count.NormalizedValue, StringComparer.Ordinal)
                        .Select(count => (count.NormalizedValue, count.ArticleCount))
                );
            }
        );

    [Fact]
    public Task Many_rows_take_the_place_of_those_that_have_their_keys() =>
        RunAsync(
            async (db, rows) =>
            {
                var keys = Enumerable.Range(0, Many).Select(CreateKey).ToList();
                var entries = Enumerable.Range(0, Many).Select(CreateEntry).ToList();
                var values = Enumerable.Range(0, Many).Select(CreateValues).ToList();
                var counts = Enumerable.Range(0, Many).Select(CreateCount).ToList();

                await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
                await db.ApiKeys.ExecuteDeleteAsync(Cancellation);
                await db.SortEntries.ExecuteDeleteAsync(Cancellation);
                await db.FacetValueRows.ExecuteDeleteAsync(Cancellation);
                await rows.InsertAsync(keys[..Few].ConvertAll(key => CreateKey(key, "other")), Cancellation);
                await rows.InsertAsync(entries[..Few].ConvertAll(CreateMoved), Cancellation);
                await rows.UpsertAsync(keys, Cancellation);
                await rows.UpsertAsync(entries, Cancellation);
                await rows.UpsertAsync(values, Cancellation);
                await rows.UpsertAsync(counts, Cancellation, nameof(FacetValueCount.ArticleCount));
                // What has a key twice adds up twice, and the last is what stays otherwise.
                await rows.UpsertAsync([.. counts, .. counts], Cancellation, nameof(FacetValueCount.ArticleCount));
                await rows.UpsertAsync([.. entries.ConvertAll(CreateMoved), .. entries], Cancellation);
                await rows.FlushAsync(Cancellation);

                await AssertStoredAsync(db, keys, entries, values);
                Assert.Equal(
                    counts.Select(count => (count.NormalizedValue, count.Name, 3 * count.ArticleCount)),
                    (await db.FacetValueCounts.AsNoTracking().ToListAsync(Cancellation))
                        .OrderBy(count => count.NormalizedValue, StringComparer.Ordinal)
                        .Select(count => (count.NormalizedValue, count.Name, count.ArticleCount))
                );
            }
        );

    [Fact]
    public Task What_waited_when_its_transaction_was_rolled_back_is_not_written_by_the_next() =>
        RunAsync(
            async (db, rows) =>
            {
                await using (await db.Database.BeginTransactionAsync(Cancellation))
                    await rows.InsertAsync([CreateCount(1_000)], Cancellation);
                await using (var transaction = await db.Database.BeginTransactionAsync(Cancellation))
                {
                    await rows.InsertAsync([CreateCount(1_001)], Cancellation);
                    await rows.FlushAsync(Cancellation);
                    Assert.Equal("1001", (await db.FacetValueCounts.SingleAsync(Cancellation)).NormalizedValue);
                    await transaction.RollbackAsync(Cancellation);
                }
            }
        );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task RunAsync(Func<ArticleDb, IRowWriter, Task> work)
    {
        await using var scope = api.Services.CreateAsyncScope();
        await work(
            scope.ServiceProvider.GetRequiredService<ArticleDb>(),
            scope.ServiceProvider.GetRequiredService<IRowWriter>()
        );
    }

    private static async Task AssertStoredAsync(
        ArticleDb db,
        List<ApiKey> keys,
        List<SortEntry> entries,
        List<FacetValues> values
    )
    {
        Assert.Equivalent(
            keys,
            await db.ApiKeys.AsNoTracking().OrderBy(key => key.Name).ToListAsync(Cancellation),
            strict: true
        );
        Assert.Equivalent(
            entries,
            await db.SortEntries.AsNoTracking().OrderBy(entry => entry.Key).ToListAsync(Cancellation),
            strict: true
        );
        Assert.Equivalent(
            values,
            await db.FacetValueRows.AsNoTracking().OrderBy(row => row.Position).ToListAsync(Cancellation),
            strict: true
        );
    }

    private static List<Image> CreateImages(IReadOnlyList<long> keys, ArticleDb db) =>
        [
            .. keys.Select(
                (key, index) =>
                {
                    var image = Image.From(
                        new()
                        {
                            Href = $"https://example.org/{index}.jpg",
                            AltText = index % 2 == 0 ? null : "Rain",
                            Width = index + 1,
                        },
                        CreateId(index),
                        Noon.AddMinutes(index)
                    );
                    db.Entry(image).Property(row => row.Key).CurrentValue = key;
                    return image;
                }
            ),
        ];

    private static ApiKey CreateKey(int index) =>
        new()
        {
            Id = CreateId(index),
            Name = $"{index:D4}",
            Hash = $"{index:x64}",
            Prefix = $"{index:D4}",
            Scopes = "read",
            CreatedAt = Noon.AddMilliseconds(index),
            RevokedAt = index % 2 == 0 ? null : Noon,
        };

    private static ApiKey CreateKey(ApiKey key, string scopes) =>
        new()
        {
            Id = key.Id,
            Name = "",
            Hash = key.Hash,
            Prefix = key.Prefix,
            Scopes = scopes,
            CreatedAt = Noon,
            RevokedAt = key.RevokedAt is null ? Noon : null,
        };

    private static SortEntry CreateMoved(SortEntry entry) =>
        new()
        {
            Audience = entry.Audience,
            ListId = entry.ListId,
            At = entry.At,
            Key = entry.Key,
            Position = 0,
            NextLater = entry.NextLater is null ? 1 : null,
        };

    private static SortEntry CreateEntry(int index) =>
        new()
        {
            Audience = (Audience)(index % 2),
            ListId = long.MinValue + index,
            At = -index,
            Key = index,
            Position = long.MaxValue - index,
            NextLater = index % 3 == 0 ? null : index,
            NextEarlier = index % 3 == 1 ? null : -index,
        };

    private static FacetValues CreateValues(int index) =>
        new()
        {
            Audience = Audience.Staff,
            Position = index,
            ValueIds = [.. BitConverter.GetBytes((long)index), 0xFF],
        };

    private static FacetValueCount CreateCount(int index) =>
        new()
        {
            Audience = Audience.Public,
            Field = FacetField.Tag,
            NormalizedValue = $"{index:D4}",
            Value = "o'\u00E9\t\\",
            Name = $"\uD83D\uDE00 {index}",
            ValueId = index,
            ArticleCount = index + 1,
        };

    private static Guid CreateId(int index) => new(index, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
}
