using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>What a reader makes of one document: drafts, and what it could not take or had to guess.</summary>
public sealed record DocumentReading(IReadOnlyList<ReadArticle> Articles, IReadOnlyList<Complaint> Complaints);

/// <summary>One article found in a document.</summary>
/// <param name="FirstLine">From 1; null where the format has no lines.</param>
public sealed record ReadArticle(ArticleDraft Draft, int? FirstLine, int? LastLine, bool? PossiblyTruncated)
{
    /// <summary>The id to keep, where it comes from a service like this one and the id is free.</summary>
    public Guid? Id { get; init; }

    /// <summary>Which of its source's items it is, where the source says so.</summary>
    public SourceItem? Item { get; init; }

    /// <summary>What the document says of its state; null where it says nothing, and has therefore been published.</summary>
    public ArticleStatus? Status { get; init; }
}

/// <summary>An item as its provider knows it.</summary>
/// <param name="Version">Null where the provider does not number versions.</param>
public sealed record SourceItem(string Provider, string Id, string? Version);

public enum Severity
{
    /// <summary>Taken, with a doubt worth a look.</summary>
    Warning,

    /// <summary>Not taken.</summary>
    Error,
}

/// <summary>What is wrong with a document, and where.</summary>
/// <param name="Line">From 1; null where it concerns the whole document.</param>
public sealed record Complaint(Severity Severity, string Document, int? Line, string Message)
{
    public override string ToString() => $"{Document}{(Line is { } line ? $":{line}" : "")}: {(Severity == Severity.Error ? "error" : "warning")}: {Message}";
}
