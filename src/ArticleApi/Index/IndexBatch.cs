using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index;

/// <summary>The changes of one commit, and the index that they go to.</summary>
/// <param name="Generation">The <see cref="LogSequence.IndexGeneration"/> that is written.</param>
/// <param name="TextTables">Which tables of the full-text index are.</param>
internal sealed record IndexBatch(int Generation, FullTextTableSet TextTables)
{
    /// <summary>The new rows of this and the other batches of the transaction, which are written at its end.</summary>
    public DeferredRows Deferred { get; init; } = new();

    /// <summary>Articles' to begin with; the index of usage adds those of the components that they show.</summary>
    public List<IndexChange> Changes { get; } = [];

    /// <summary>Components whose own row changed or went.</summary>
    public HashSet<ComponentRef> ChangedComponents { get; } = [];

    /// <summary>Components that others' changes may put elsewhere.</summary>
    public HashSet<ComponentRef> AffectedComponents { get; } = [];

    /// <summary>Datelines that nobody used before, described.</summary>
    public Dictionary<ComponentRef, NewDateline> NewDatelines { get; } = [];

    /// <summary>Whether a caller without a key can notice what became of components.</summary>
    public bool HasPublicComponents { get; set; }
}
