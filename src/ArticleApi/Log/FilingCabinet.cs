using ArticleApi.Core.Articles;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>Where something is filed: its audience, list, position and filing.</summary>
/// <param name="List">Empty for articles, <c>image/</c> and so on for the rest.</param>
internal sealed record Slot(Audience Audience, string List, long Position, long Key, Filing Filing);

/// <summary>
/// Moves things from where they are filed to where they belong, touching only the entries that differ.
/// </summary>
internal static class FilingCabinet
{
    public static void Refile(this ArticleDb db, IndexNames names, Slot? from, Slot? to)
    {
        var oldTerms = TermsOf(names, from).ToHashSet();
        var newTerms = TermsOf(names, to).ToHashSet();
        foreach (var (audience, name, position, key) in oldTerms.Except(newTerms))
            db.Terms.Remove(
                new Term
                {
                    Audience = audience,
                    Name = name,
                    Position = position,
                    Key = key,
                }
            );
        foreach (var (audience, name, position, key) in newTerms.Except(oldTerms))
            db.Terms.Add(
                new Term
                {
                    Audience = audience,
                    Name = name,
                    Position = position,
                    Key = key,
                }
            );

        Recount(db, Countable(names, from), Countable(names, to));

        var oldDates = DatesOf(names, from).ToDictionary(entry => (entry.Audience, entry.Name, entry.At));
        var newDates = DatesOf(names, to).ToDictionary(entry => (entry.Audience, entry.Name, entry.At));
        foreach (var (key, entry) in oldDates)
        {
            if (!newDates.ContainsKey(key))
                db.Dates.Remove(entry);
        }

        foreach (var (key, entry) in newDates)
        {
            if (!oldDates.TryGetValue(key, out var old))
                db.Dates.Add(entry);
            else if ((old.Position, old.Above, old.Below) != (entry.Position, entry.Above, entry.Below))
                db.Dates.Update(entry);
        }
    }

    /// <summary>What facets count; only articles are.</summary>
    public static FacetRow? Countable(IndexNames names, Slot? place) =>
        place is { List: "" }
            ? new FacetRow
            {
                Audience = place.Audience,
                Position = place.Position,
                Codes = place.Filing.Codes(names),
            }
            : null;

    private static void Recount(ArticleDb db, FacetRow? from, FacetRow? to)
    {
        if ((from?.Audience, from?.Position) == (to?.Audience, to?.Position))
        {
            if (to is not null && !to.Codes.AsSpan().SequenceEqual(from!.Codes))
                db.Facets.Update(to);
            return;
        }

        if (from is not null)
            db.Facets.Remove(from);
        if (to is not null)
            db.Facets.Add(to);
    }

    public static IEnumerable<(Audience Audience, long Name, long Position, long Key)> TermsOf(
        IndexNames names,
        Slot? place
    ) => place is null ? [] : NamesOf(names, place).Select(name => (place.Audience, name, place.Position, place.Key));

    public static IEnumerable<long> NamesOf(IndexNames names, Slot place)
    {
        var terms = place.Filing.Terms.Select(term => names.Hash(place.List, term));

        return place.Filing.Likeness is { } likeness ? terms.Concat(likeness.Handles.Select(names.Hash)) : terms;
    }

    public static IEnumerable<DateEntry> DatesOf(IndexNames names, Slot? place) =>
        place is null
            ? []
            : place
                .Filing.Dates.GroupBy(date => date.Name)
                .SelectMany(order =>
                {
                    var dates = order.Select(date => date.At).Order().ToList();

                    return dates.Select(
                        (at, index) =>
                            new DateEntry
                            {
                                Audience = place.Audience,
                                Name = names.Hash(place.List, order.Key),
                                At = at,
                                Key = place.Key,
                                Position = place.Position,
                                Above = index + 1 < dates.Count ? dates[index + 1] : null,
                                Below = index > 0 ? dates[index - 1] : null,
                            }
                    );
                });
}
