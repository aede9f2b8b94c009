using System.Buffers;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Storage;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Once for each article that is answered with <c>fields</c>.</summary>
[MemoryDiagnoser]
public class Projecting
{
    private static readonly byte[] Bytes = ArticleJson.SerializeFull(Samples.Article);

    private readonly ArrayBufferWriter<byte> _buffer = new(Bytes.Length);
    private FieldSelection _projection = null!;

    [Params("id,slug,headline", "headline,leadImage.caption.text,images.credit.line", "headline,body")]
    public string Fields { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _projection = FieldSelection.Parse(Fields, typeof(ArticleDocument)).Projection!;

    [Benchmark]
    public int Cut()
    {
        _buffer.ResetWrittenCount();
        using (
            var writer = new Utf8JsonWriter(
                _buffer,
                new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder, SkipValidation = true }
            )
        )
            _projection.CopyTo(Bytes, writer);

        return _buffer.WrittenCount;
    }
}

/// <summary>Once for each page.</summary>
[MemoryDiagnoser]
public class Paging
{
    private const string List = "articles photoCountry=UA publishedFrom=2020-01-01T00:00:00.000Z -publishedAt";

    private readonly CursorSeal _seal = MakeSeal();

    [Benchmark]
    public long RoundTrip() =>
        PageCursor
            .TryParse(new PageCursor(2_110_000_000_000_000_000, 123_456).ToToken(List, _seal), List, _seal)!
            .Value.SortValue;

    private static CursorSeal MakeSeal()
    {
        // A secret that was taken is not read from a database.
        var secret = new DatabaseSecret(null!);
        secret.Take(new byte[DatabaseSecret.Size]);

        return new(secret);
    }
}
