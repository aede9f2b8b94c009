using ArticleApi.Core.Ingestion;
using ArticleApi.Log;

namespace ArticleApi.Import;

/// <summary>What becomes of articles that documents bring.</summary>
/// <param name="Inserts">Those that are not in yet.</param>
/// <param name="AdditionalSources">Further documents that articles which are in came from.</param>
/// <param name="Unchanged">Those that change nothing.</param>
/// <param name="Updates">Those that may change an article that is in, or that comes with these.</param>
/// <param name="Errors">Why some of those are not the caller's.</param>
internal sealed record ImportPlan(
    IReadOnlyList<PlannedInsert> Inserts,
    IReadOnlyList<AdditionalSource> AdditionalSources,
    IReadOnlyList<ImportedItem> Unchanged,
    IReadOnlyList<ImportCandidate> Updates,
    IReadOnlyList<Diagnostic> Errors
);

/// <summary>An article that is not in yet.</summary>
/// <param name="Id">The id to keep; null where it is to get a new one.</param>
internal sealed record PlannedInsert(ImportCandidate Candidate, Guid? Id);
