namespace ArticleApi.Bulk;

/// <summary>What is written in bulk: where it is by itself, and what can be done with it.</summary>
/// <param name="Path">Where the operations by themselves begin.</param>
/// <param name="ItemName">What one of them is called, with its article.</param>
/// <param name="Operations">By the name that a line gives them.</param>
internal sealed record BulkKind(string Path, string ItemName, IReadOnlyDictionary<string, BulkOperation> Operations);
