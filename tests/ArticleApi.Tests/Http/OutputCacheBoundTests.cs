using System.Net;
using ArticleApi.Http;
using ArticleApi.Http.Caching;
using ArticleApi.Log;
using ArticleApi.Tests.Infrastructure;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ArticleApi.Tests.Http;

/// <summary><c>OutputCache:Megabytes</c> bounds all that the cache holds, whatever is asked for.</summary>
public sealed class OutputCacheBoundTests(SqliteHost api) : IClassFixture<SqliteHost>
{
    private const long Megabyte = 1_048_576;

    private static readonly LogPosition Position = new(1, 1);

    [Theory]
    [InlineData(20, 100)]
    [InlineData(1_800, 10)]
    [InlineData(20, 20_000)]
    public void What_is_kept_never_takes_more_than_the_setting(int keyLength, int bodyLength)
    {
        var cache = Cache(1);
        for (var number = 0; number < 8_000; number++)
        {
            cache.Set(Key(number, keyLength), Position, Answer(bodyLength));
            if (number % 500 == 0)
                Assert.InRange(Taken(cache), 1, Megabyte);
        }

        Assert.InRange(Taken(cache), Megabyte / 4, Megabyte);
    }

    [Fact]
    public void Forms_that_are_made_later_count_too()
    {
        var cache = Cache(1);
        var plain = new byte[40_000];
        new Random(7).NextBytes(plain);
        for (var number = 0; number < 200; number++)
        {
            var codings = new ContentEncodings(cache);
            cache.Set(Key(number, 20), Position, Answer(plain).WithEncodings(codings));
            codings.GetOrCompress(ContentEncodings.Gzip, plain);
            codings.GetOrCompress(ContentEncodings.Brotli, plain);
            Assert.InRange(Taken(cache), 1, Megabyte + 3 * 40_100);
        }
    }

    [Fact]
    public void One_answer_does_not_push_out_the_others()
    {
        var cache = Cache(1);
        cache.Set(Key(0, 20), Position, Answer(1_000));

        cache.Set(Key(1, 20), Position, Answer(500_000));

        Assert.NotNull(cache.TryGet(Key(0, 20), Position));
        Assert.Null(cache.TryGet(Key(1, 20), Position));
    }

    [Fact]
    public void What_is_counted_is_what_is_taken()
    {
        var cache = Cache(64);
        const int entries = 10_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < entries; number++)
            cache.Set(Key(number, 40), Position, Answer(200).WithEncodings(new(cache)));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Of what was allocated, a second answer, a text cut to length and outgrown tables are not kept.
        Assert.InRange(Taken(cache), allocated / 2, allocated * 2);
    }

    [Fact]
    public async Task Accept_counts_by_the_form_it_comes_to()
    {
        await using var service = Service();
        using var editor = await api.CreateClientWithKeyAsync();
        using var reader = service.CreateClient();
        var article = await editor.PublishArticleAsync("Accepted");
        for (var number = 1; number <= 300; number++)
        {
            using var json = await reader.RequestAsync(
                "GET",
                article.ArticleUrl(),
                null,
                $"Accept: application/json;v={number}, */*;q=0.{number}"
            );
            Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
            using var linked = await reader.RequestAsync(
                "GET",
                article.ArticleUrl(),
                null,
                $"Accept: application/x{number}, application/ld+json"
            );
            Assert.Equal("application/ld+json", linked.Content.Headers.ContentType!.MediaType);
            await reader
                .RequestAsync("GET", article.ArticleUrl(), null, $"Accept: application/x{number}")
                .ReadProblemAsync(HttpStatusCode.NotAcceptable, "not-acceptable");
        }

        Assert.Equal([ArticleFormat.Json], Kept(service).Select(asked => asked.Format));
    }

    [Fact]
    public async Task Long_requests_are_answered_and_not_kept()
    {
        await using var service = Service();
        using var reader = service.CreateClient();

        await reader.GetStringAsync("/v1/articles?q=" + new string('x', 500));
        await reader.GetStringAsync(
            "/v1/articles?tag="
                + string.Join(',', Enumerable.Range(0, 90).Select(number => $"a-tag-that-is-longer-than-most-{number}"))
        );
        await reader.GetStringAsync(
            "/v1/articles?exclude="
                + string.Join(',', Enumerable.Range(0, 60).Select(number => $"0199a0a0-0000-7000-8000-{number:d12}"))
        );

        Assert.All(Kept(service), asked => Assert.InRange(asked.TextLength, 1, 2_048));
        Assert.Single(Kept(service));
    }

    [Fact]
    public async Task Requests_that_never_come_again_take_no_more_than_the_setting()
    {
        await using var service = Service(("OutputCache:Megabytes", "1"));
        using var reader = service.CreateClient();
        for (var number = 0; number < 1_500; number++)
            (await reader.GetAsync($"/v1/articles?q=word{number}&fields=headline")).Dispose();

        var cache = service.Services.GetRequiredService<OutputCache>();
        Assert.InRange(Taken(cache), 1, Megabyte);
        Assert.InRange(cache.Entries.Count(), 1, 1_400);
    }

    private static long Taken(OutputCache cache) =>
        cache.Entries.Sum(kept => (long)OutputCache.SizeOf(kept.Key, kept.Value.Answer));

    private static CacheKey Key(int number, int length) =>
        new("http", "localhost", "/v1/articles", $"?q={number}".PadRight(length, 'x'), ArticleFormat.Json, "");

    private static PreparedResponse Answer(int length) => Answer(new byte[length]);

    private static PreparedResponse Answer(byte[] bytes) =>
        new(200, bytes, JsonResults.MediaType)
        {
            ETag = "W/\"0123456789abcdef\"",
            Vary = "",
            CacheControl = "public",
            IsConditional = true,
        };

    private static OutputCache Cache(int megabytes) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("OutputCache:Megabytes", $"{megabytes}")]).Build());

    private static IEnumerable<CacheKey> Kept(WebApplicationFactory<Program> service) =>
        service.Services.GetRequiredService<OutputCache>().Entries.Select(kept => kept.Key);

    private WebApplicationFactory<Program> Service(params (string Name, string Value)[] settings)
    {
        var service = api.WithWebHostBuilder(builder =>
        {
            foreach (var (name, value) in settings)
                builder.UseSetting(name, value);
        });
        // Nothing is kept until the service has looked at the log.
        var log = service.Services.GetRequiredService<LogWatermark>();
        Assert.True(SpinWait.SpinUntil(() => log.Open is not null, TimeSpan.FromSeconds(30)));
        return service;
    }
}
