using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Storage;

namespace ArticleApi.Index;

/// <summary>Where something stands in the index, and under what.</summary>
/// <param name="Collection">One of <see cref="Collections"/>.</param>
/// <param name="Position">An article's place in the order of publication; a component's key.</param>
internal sealed record IndexEntry(Audience Audience, string Collection, long Position, long Key, IndexDocument Document)
{
    /// <summary>
    /// What it is searched by; null for what is not. Of an entry that goes it may be null too: captions' and datelines'
    /// indexes know themselves, and so does nobody the words of an earlier generation, which are in no index that
    /// forgets by its words.
    /// </summary>
    public TokenizedText? Words { get; init; }

    /// <summary>As versions keep it: see <see cref="VersionLists"/>.</summary>
    public byte[] SerializeLists(IndexKeys keys) =>
        VersionLists.Serialize(Document.TermListIds(keys, Collection), Document, Position);

    /// <summary>
    /// The components that an article shows; left out on both sides of a change that leaves them alone.
    /// </summary>
    public IReadOnlyList<ComponentRef> Uses { get; init; } = [];

    /// <summary>Those among them that came with the article, described: nothing else shows them yet.</summary>
    public IReadOnlyList<(ComponentRef Component, IndexEntry Entry)> NewComponents { get; init; } = [];

    /// <summary>Of an image, caption or dateline, which stands in its list at its key.</summary>
    public static IndexEntry OfComponent(
        ComponentRef component,
        Audience audience,
        IndexDocument document,
        TokenizedText? words
    ) => new(audience, Collections.Of(component.Kind), component.Key, component.Key, document) { Words = words };
}
