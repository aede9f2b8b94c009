using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>One article found in a document.</summary>
/// <param name="FirstLine">From 1; null where the format has no lines.</param>
public sealed record ParsedArticle(ArticleDraft Draft, int? FirstLine, int? LastLine, bool? PossiblyTruncated)
{
    /// <summary>The id to keep, where it comes from a service like this one and the id is free.</summary>
    public Guid? Id { get; init; }

    /// <summary>Which of its source's items it is, where the source says so.</summary>
    public SourceItem? Item { get; init; }

    /// <summary>
    /// What the document says of its state; null where it says nothing, and has therefore been published.
    /// </summary>
    public ArticleStatus? Status { get; init; }

    /// <summary>What the source says of it that no field holds, in the order of the document.</summary>
    public ValueList<SourceProperty> Extras { get; init; } = [];
}
