using ArticleApi.Core.Ingestion;

namespace ArticleApi.Import;

/// <summary>What came of a document, of many, or of a part of one.</summary>
internal sealed record ImportSummary(
    IReadOnlyList<ImportedItem> Articles,
    IReadOnlyList<Diagnostic> Complaints,
    int Documents = 0,
    int RefusedDocuments = 0
)
{
    public int Added => Count(ImportOutcome.Added);
    public int Known => Count(ImportOutcome.Known);
    public bool HasErrors => Complaints.Any(complaint => complaint.Severity == DiagnosticSeverity.Error);

    /// <summary>Whether there were more complaints than are kept.</summary>
    public bool Truncated { get; init; }

    public int Count(ImportOutcome outcome) => Articles.Count(article => article.Outcome == outcome);
}
