using ArticleApi.Core.Ingestion;

namespace ArticleApi.Import;

/// <summary>What a transaction of an import has done, and what it left to do.</summary>
/// <param name="Items">The articles that were added or change nothing.</param>
/// <param name="Updates">Articles that may change one that is in.</param>
/// <param name="Errors">Why some articles are not the caller's.</param>
internal sealed record WrittenBatches(List<ImportedItem> Items, List<ImportCandidate> Updates, List<Diagnostic> Errors)
{
    public void Add(ImportPlan plan, IEnumerable<Guid> added)
    {
        Items.AddRange(added.Select(id => new ImportedItem(id, ImportOutcome.Added)));
        Items.AddRange(plan.Unchanged);
        Updates.AddRange(plan.Updates);
        Errors.AddRange(plan.Errors);
    }
}
