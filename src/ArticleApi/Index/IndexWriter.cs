using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index;

/// <summary>Where something is filed: its audience, list, position and filing.</summary>
/// <param name="List">Empty for articles, <c>image/</c> and so on for the rest.</param>
internal sealed record IndexEntry(Audience Audience, string List, long Position, long Key, IndexDocument Document);

/// <summary>
/// Moves things from where they are filed to where they belong, touching only the entries that differ.
/// </summary>
internal static class IndexWriter
{
    public static void ApplyChange(this ArticleDb db, IndexKeys names, IndexEntry? from, IndexEntry? to)
    {
        var oldTerms = PostingsOf(names, from).ToHashSet();
        var newTerms = PostingsOf(names, to).ToHashSet();
        foreach (var (audience, name, position, key) in oldTerms.Except(newTerms))
            db.Postings.Remove(
                new Posting
                {
                    Audience = audience,
                    ListId = name,
                    Position = position,
                    Key = key,
                }
            );
        foreach (var (audience, name, position, key) in newTerms.Except(oldTerms))
            db.Postings.Add(
                new Posting
                {
                    Audience = audience,
                    ListId = name,
                    Position = position,
                    Key = key,
                }
            );

        ApplyFacetValues(db, FacetValuesRowOf(names, from), FacetValuesRowOf(names, to));

        var oldDates = SortEntriesOf(names, from).ToDictionary(entry => (entry.Audience, entry.ListId, entry.At));
        var newDates = SortEntriesOf(names, to).ToDictionary(entry => (entry.Audience, entry.ListId, entry.At));
        foreach (var (key, entry) in oldDates)
        {
            if (!newDates.ContainsKey(key))
                db.SortEntries.Remove(entry);
        }

        foreach (var (key, entry) in newDates)
        {
            if (!oldDates.TryGetValue(key, out var old))
                db.SortEntries.Add(entry);
            else if (
                (old.Position, old.NextLater, old.NextEarlier) != (entry.Position, entry.NextLater, entry.NextEarlier)
            )
                db.SortEntries.Update(entry);
        }
    }

    /// <summary>What facets count; only articles are.</summary>
    public static FacetValues? FacetValuesRowOf(IndexKeys names, IndexEntry? place) =>
        place is { List: "" }
            ? new FacetValues
            {
                Audience = place.Audience,
                Position = place.Position,
                ValueIds = place.Document.FacetValueIds(names),
            }
            : null;

    private static void ApplyFacetValues(ArticleDb db, FacetValues? from, FacetValues? to)
    {
        if ((from?.Audience, from?.Position) == (to?.Audience, to?.Position))
        {
            if (to is not null && !to.ValueIds.AsSpan().SequenceEqual(from!.ValueIds))
                db.FacetValueRows.Update(to);
            return;
        }

        if (from is not null)
            db.FacetValueRows.Remove(from);
        if (to is not null)
            db.FacetValueRows.Add(to);
    }

    public static IEnumerable<(Audience Audience, long Name, long Position, long Key)> PostingsOf(
        IndexKeys names,
        IndexEntry? place
    ) =>
        place is null
            ? []
            : PostingListIdsOf(names, place).Select(name => (place.Audience, name, place.Position, place.Key));

    public static IEnumerable<long> PostingListIdsOf(IndexKeys names, IndexEntry place)
    {
        var terms = place.Document.Terms.Select(term => names.ListId(place.List, term));

        return place.Document.Likeness is { } likeness
            ? terms.Concat(likeness.LookupHashes.Select(names.SignatureListId))
            : terms;
    }

    public static IEnumerable<SortEntry> SortEntriesOf(IndexKeys names, IndexEntry? place) =>
        place is null
            ? []
            : place
                .Document.SortValues.GroupBy(date => date.Name)
                .SelectMany(order =>
                {
                    var dates = order.Select(date => date.At).Order().ToList();

                    return dates.Select(
                        (at, index) =>
                            new SortEntry
                            {
                                Audience = place.Audience,
                                ListId = names.ListId(place.List, order.Key),
                                At = at,
                                Key = place.Key,
                                Position = place.Position,
                                NextLater = index + 1 < dates.Count ? dates[index + 1] : null,
                                NextEarlier = index > 0 ? dates[index - 1] : null,
                            }
                    );
                });
}
