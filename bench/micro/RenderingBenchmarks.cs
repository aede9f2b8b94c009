using ArticleApi.Core.Articles;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Once for each version that the log appends.</summary>
[MemoryDiagnoser]
public class RenderingBenchmarks
{
    private static readonly ArticleDocument Article = Samples.Article;
    private static readonly ArticleDraft Draft = new() { Headline = Article.Headline, Body = Article.Body };
    private static readonly byte[] Bytes = ArticleJson.SerializeFull(Article);

    [Benchmark]
    public byte[] Full() => ArticleJson.SerializeFull(Article);

    [Benchmark]
    public byte[] Summary() => ArticleJson.SerializeSummary(Article);

    /// <summary>Back again, as other formats need it.</summary>
    [Benchmark]
    public ArticleDocument Read() => ArticleJson.Deserialize(Bytes);

    [Benchmark]
    public string Fingerprint() => SourceRecord.ComputeFingerprint(Draft);
}
