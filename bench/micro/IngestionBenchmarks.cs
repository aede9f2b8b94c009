using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Ingestion;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Once for each text that is taken in.</summary>
[MemoryDiagnoser]
public class IngestionBenchmarks
{
    private const string PlainCaption = "A crowd waits for the ferry at the old harbour on a rainy morning.";
    private const string CreditedCaption =
        "FILE PHOTO: A crowd waits for the ferry outside the town of Gvardeysk near Kaliningrad, Russia, March 11, 2019. REUTERS/Ann Example/File Photo";

    private static readonly string Lede = Samples.Article.Body[0].Texts.First();
    private static readonly List<string> Texts = [.. Samples.Article.Body.SelectMany(block => block.Texts)];

    [Benchmark]
    public DocumentParseResult Document() => ScrapedTextReader.Read("seed.txt", Samples.Seed);

    [Benchmark]
    [Arguments(PlainCaption)]
    [Arguments(CreditedCaption)]
    public CaptionReading Caption(string raw) => CaptionReader.Read(raw);

    [Benchmark]
    public DatelineReading? Dateline() => DatelineReader.ReadLede(Lede);

    [Benchmark]
    public ValueList<Attribution> Attributions() => AttributionReader.Read(Texts);
}
