using ArticleApi.Index.Facets;
using ArticleApi.Index.Postings;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index;

/// <summary>New rows of the index that wait for the end of their transaction, to be written in their order.</summary>
internal sealed class DeferredRows
{
    public List<PostingKey> Postings { get; } = [];

    public List<SortEntry> SortEntries { get; } = [];

    public List<FacetValues> FacetValues { get; } = [];

    public FacetCounts FacetCounts { get; } = new();

    public List<FullTextChange> Texts { get; } = [];

    /// <summary>Which tables of the full-text index they are written to.</summary>
    public FullTextTableSet TextTables { get; set; }

    /// <summary>Whether rows wait that a change of what is there already may be about.</summary>
    public bool HasEntries => Postings.Count + SortEntries.Count + FacetValues.Count + Texts.Count > 0;
}
