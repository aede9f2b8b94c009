using System.Buffers;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Once for each article that is answered with <c>fields</c>.</summary>
[MemoryDiagnoser]
public class FieldSelectionBenchmarks
{
    private static readonly byte[] Bytes = ArticleJson.SerializeFull(Samples.Article);

    private readonly ArrayBufferWriter<byte> _buffer = new(Bytes.Length);
    private FieldSelection _selection = null!;

    [Params("id,slug,headline", "headline,leadImage.caption.text,images.credit.line", "headline,body")]
    public string Fields { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _selection = FieldSelection.Parse(Fields.Split(','), typeof(ArticleDocument)).Selection!;

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
            _selection.CopyTo(Bytes, writer);

        return _buffer.WrittenCount;
    }
}
