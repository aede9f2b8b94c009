using ArticleApi.Storage;

namespace ArticleApi.Index.FullText;

/// <summary>What articles, captions and datelines are searched by.</summary>
internal sealed class FullTextIndex(IRowWriter rows) : ISecondaryIndex
{
    public const int Version = 1;

    // All of a transaction's share a segment of the index.
    public Task ApplyAsync(IndexBatch batch, CancellationToken cancellation)
    {
        var changes = batch.Deferred.Texts;
        foreach (var (before, after) in batch.Changes)
        {
            if (!FullTextTables.Searched.Contains((after ?? before)!.Collection) || IsSame(before, after))
                continue;

            if (before is not null)
                changes.Add(new(before.Collection, before.Audience, before.Position, true, before.Words, null));
            if (after is not null)
                changes.Add(new(after.Collection, after.Audience, after.Position, false, null, after.Words));
        }

        batch.Deferred.TextTables = batch.TextTables;
        return Task.CompletedTask;
    }

    public async Task WriteDeferredAsync(DeferredRows deferred, CancellationToken cancellation)
    {
        await rows.WriteTextAsync(deferred.Texts, deferred.TextTables, cancellation);
        deferred.Texts.Clear();
    }

    private static bool IsSame(IndexEntry? before, IndexEntry? after) =>
        before is { Words: { } old }
        && after is { Words: { } words }
        && (before.Audience, before.Position) == (after.Audience, after.Position)
        && old.HasSameTokens(words);
}
