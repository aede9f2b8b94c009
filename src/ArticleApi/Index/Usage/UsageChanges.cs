using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.Usage;

/// <summary>The rows of usage that a batch changes; what they were found by changes with them.</summary>
internal sealed class UsageChanges(IndexBatch batch)
{
    public List<ComponentUsage> New { get; } = [];

    public List<ComponentUsage> Changed { get; } = [];

    public List<ComponentUsage> Gone { get; } = [];

    /// <summary>Whether nobody can have used it before.</summary>
    public bool IsNew(ComponentRef component) => batch.NewDatelines.ContainsKey(component);

    public bool IsUntouched(ComponentRef component) =>
        !batch.ChangedComponents.Contains(component) && !batch.AffectedComponents.Contains(component);

    /// <summary>Whether a row is of the generation that is written.</summary>
    public bool IsCurrent(ComponentUsage row) => row.IndexGeneration == batch.Generation;

    /// <summary>Counts a component that stays where it is.</summary>
    public void Recount(ComponentUsage row, int count)
    {
        if (row.ArticleCount == count)
            return;

        row.ArticleCount = count;
        Changed.Add(row);
    }

    /// <param name="stored">Null where the component was not there for this audience.</param>
    public void Put(ComponentRef component, ComponentUsage? stored, int count, IndexEntry entry)
    {
        var row = new ComponentUsage
        {
            Kind = component.Kind,
            Key = component.Key,
            Audience = entry.Audience,
            ArticleCount = count,
            IndexGeneration = batch.Generation,
            Terms = entry.Document.TermsText,
            SortValues = entry.Document.SortValuesText,
        };
        batch.HasPublicComponents |=
            row.Audience == Audience.Public
            && (
                stored is null
                || batch.ChangedComponents.Contains(component)
                || (stored.Terms, stored.SortValues) != (row.Terms, row.SortValues)
            );
        batch.Changes.Add(new(stored is null ? null : EntryOf(stored), entry));
        (stored is null ? New : Changed).Add(row);
    }

    public void Remove(ComponentUsage stored)
    {
        batch.HasPublicComponents |= stored.Audience == Audience.Public;
        batch.Changes.Add(new(EntryOf(stored), null));
        Gone.Add(stored);
    }

    private static IndexEntry EntryOf(ComponentUsage row) =>
        IndexEntry.OfComponent(
            new(row.Kind, row.Key),
            row.Audience,
            IndexDocument.Parse(row.Terms, row.SortValues),
            null
        );
}
