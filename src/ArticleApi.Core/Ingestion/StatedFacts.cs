using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>What a source states of an article; what it leaves open is read in the article's own words.</summary>
/// <param name="Language">BCP 47; null to tell it from the words.</param>
public sealed record StatedFacts(string? Language)
{
    /// <summary>The dateline, given the one that the text begins with; null to take that one.</summary>
    public Func<DatelineReading?, DatelineReading?>? Dateline { get; init; }

    /// <summary>Null to read them.</summary>
    public ValueList<Attribution>? Attributions { get; init; }
}
