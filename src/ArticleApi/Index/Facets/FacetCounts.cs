using System.Runtime.InteropServices;
using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index.Facets;

/// <summary>A facet value of one audience's articles.</summary>
internal readonly record struct FacetCountKey(Audience Audience, FacetField Field, string NormalizedValue);

/// <summary>By how many articles more or less values are had now, and how the last of them prints it.</summary>
internal sealed class FacetCounts
{
    private readonly Dictionary<FacetCountKey, Count> _counts = [];

    public IReadOnlyDictionary<FacetCountKey, Count> Changes => _counts;

    /// <summary>The articles that were counted before.</summary>
    public HashSet<long> Articles { get; } = [];

    public void Add(IndexChange change)
    {
        var (before, after) = change;
        if (before is not null)
            Articles.Add(before.Key);
        foreach (var (field, normalized) in IndexDocument.ParseFacetValues(before?.Document.Terms ?? []))
            CountOf(new(before!.Audience, field, normalized)).By--;
        foreach (var (field, normalized) in IndexDocument.ParseFacetValues(after?.Document.Terms ?? []))
        {
            var count = CountOf(new(after!.Audience, field, normalized));
            count.By++;
            if (after.Document.FacetValues.TryGetValue((field, normalized), out var printed))
                count.Printed = printed;
        }
    }

    public void Clear()
    {
        _counts.Clear();
        Articles.Clear();
    }

    private Count CountOf(FacetCountKey value) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _) ??= new();

    public sealed class Count
    {
        public int By { get; set; }

        public (string Value, string Name)? Printed { get; set; }
    }
}
