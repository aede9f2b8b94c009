namespace ArticleApi.Bulk;

/// <summary>What is written in bulk: where it is by itself, and what can be done with it.</summary>
/// <param name="Path">Where the operations by themselves begin.</param>
/// <param name="ItemName">What one of them is called, with its article.</param>
/// <param name="Operations">By the name that a line gives them.</param>
internal sealed record BulkKind(string Path, string ItemName, IReadOnlyDictionary<string, BulkOperation> Operations)
{
    /// <summary>What articles are put together of: each is created, changed and deleted, and that is all.</summary>
    /// <param name="change">Replaces, or merges a patch where it is one.</param>
    public static BulkKind OfComponents(
        string path,
        string itemName,
        BulkExecution create,
        Func<bool, BulkExecution> change,
        BulkExecution delete
    ) =>
        new(
            path,
            itemName,
            new Dictionary<string, BulkOperation>
            {
                ["create"] = BulkOperation.Create(create),
                ["replace"] = BulkOperation.Change(change(false)),
                ["patch"] = BulkOperation.Change(change(true)),
                ["delete"] = BulkOperation.DeleteWithoutBody(delete),
            }
        );
}
