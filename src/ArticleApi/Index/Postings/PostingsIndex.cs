using System.Collections;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.Postings;

/// <summary>
/// What has a term, in the order of publication: for equality filters, and for the lookup hashes of signatures.
/// </summary>
internal sealed class PostingsIndex(IndexKeys indexKeys, IRowWriter rows, PackageCatalog catalog) : ISecondaryIndex
{
    public const int Version = 1;

    public async Task ApplyAsync(IndexBatch batch, CancellationToken cancellation)
    {
        var (gone, come) = (new List<PostingKey>(), batch.Deferred.Postings);
        var packages = catalog.Packages;
        foreach (var (before, after) in batch.Changes)
        {
            if (before is null || after is null)
            {
                gone.AddRange(KeysOf(indexKeys, before, packages));
                come.AddRange(KeysOf(indexKeys, after, packages));
                continue;
            }

            var old = KeysOf(indexKeys, before, packages).ToHashSet();
            var current = KeysOf(indexKeys, after, packages).ToHashSet();
            gone.AddRange(old.Where(key => !current.Contains(key)));
            come.AddRange(current.Where(key => !old.Contains(key)));
        }

        await rows.DeleteAsync(ToSortedRows(gone), cancellation);
    }

    public async Task WriteDeferredAsync(DeferredRows deferred, CancellationToken cancellation)
    {
        await rows.InsertAsync(ToSortedRows(deferred.Postings), cancellation);
        deferred.Postings.Clear();
    }

    /// <param name="packages">Those that articles are indexed under.</param>
    public static IEnumerable<PostingKey> KeysOf(
        IndexKeys indexKeys,
        IndexEntry? entry,
        IReadOnlyList<ArticlePackage> packages
    )
    {
        if (entry is null)
            yield break;

        foreach (var list in entry.Document.TermListIds(indexKeys, entry.Collection))
            yield return new(entry.Audience, list, entry.Position, entry.Key);
        foreach (var hash in entry.Document.Signature?.LookupHashes ?? [])
            yield return new(entry.Audience, indexKeys.SignatureListId(hash), entry.Position, entry.Key);
        if (packages.Count == 0 || entry.Collection != Collections.Articles)
            yield break;

        var terms = entry.Document.Terms.ToHashSet();
        foreach (var package in packages.Where(package => package.Includes(terms)))
            yield return new(
                entry.Audience,
                indexKeys.ListId(Collections.Articles, package.Term),
                entry.Position,
                entry.Key
            );
    }

    // Made as they are written: an import's transaction has hundreds of thousands.
    private static SortedPostings ToSortedRows(List<PostingKey> keys)
    {
        keys.Sort();

        return new(keys);
    }

    private sealed class SortedPostings(List<PostingKey> keys) : IReadOnlyCollection<Posting>
    {
        public int Count => keys.Count;

        public IEnumerator<Posting> GetEnumerator() =>
            keys.Select(key => new Posting
                {
                    Audience = key.Audience,
                    ListId = key.ListId,
                    Position = key.Position,
                    Key = key.Key,
                })
                .GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>A posting by what distinguishes it, in the order in which postings are stored.</summary>
internal readonly record struct PostingKey(Audience Audience, long ListId, long Position, long Key)
    : IComparable<PostingKey>
{
    public int CompareTo(PostingKey other)
    {
        var order = ((int)Audience).CompareTo((int)other.Audience);
        if (order == 0)
            order = ListId.CompareTo(other.ListId);
        if (order == 0)
            order = Position.CompareTo(other.Position);

        return order == 0 ? Key.CompareTo(other.Key) : order;
    }
}
