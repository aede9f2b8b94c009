using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>An article's newest version: its head, its exact bytes, and what it is found by.</summary>
internal sealed record RenderedArticle(ArticleHead Head, CompressedBytes Document, IndexEntry Entry)
{
    /// <summary>With what the article shows, on its head and in its entry.</summary>
    public RenderedArticle WithReferences(IReadOnlyList<ComponentRef> uses)
    {
        Head.References = ComponentRef.Serialize(uses);

        return this with
        {
            Entry = Entry with { Uses = uses },
        };
    }
}
