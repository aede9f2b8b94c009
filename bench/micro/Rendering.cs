using ArticleApi.Core.Articles;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Once for each version that the log appends.</summary>
[MemoryDiagnoser]
public class Rendering
{
    private static readonly ArticleDocument Article = Samples.Article;
    private static readonly ArticleDraft Draft = new() { Headline = Article.Headline, Body = Article.Body };
    private static readonly byte[] Bytes = ArticleJson.Full(Article);

    [Benchmark]
    public byte[] Full() => ArticleJson.Full(Article);

    [Benchmark]
    public byte[] Summary() => ArticleJson.Summary(Article);

    /// <summary>Back again, as other formats need it.</summary>
    [Benchmark]
    public ArticleDocument Read() => ArticleJson.Read(Bytes);

    [Benchmark]
    public string Fingerprint() => SourceRecord.FingerprintOf(Draft);
}
