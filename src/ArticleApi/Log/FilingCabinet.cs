using ArticleApi.Core.Articles;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>Where something is filed: its audience, list, position and filing.</summary>
/// <param name="List">Empty for articles, <c>image/</c> and so on for the rest.</param>
internal sealed record Slot(Audience Audience, string List, long Position, long Key, Filing Filing);

/// <summary>Moves things from where they are filed to where they belong, touching only the entries that differ.</summary>
internal static class FilingCabinet
{
    public static void Refile(this ArticleDb db, Slot? from, Slot? to)
    {
        var oldTerms = TermsOf(from).ToHashSet();
        var newTerms = TermsOf(to).ToHashSet();
        foreach (var (name, position, key) in oldTerms.Except(newTerms))
            db.Terms.Remove(new Term { Name = name, Position = position, Key = key });
        foreach (var (name, position, key) in newTerms.Except(oldTerms))
            db.Terms.Add(new Term { Name = name, Position = position, Key = key });

        Recount(db, Countable(from), Countable(to));

        var oldDates = DatesOf(from).ToDictionary(entry => (entry.Name, entry.At));
        var newDates = DatesOf(to).ToDictionary(entry => (entry.Name, entry.At));
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
    public static FacetRow? Countable(Slot? place) =>
        place is { List: "" } ? new FacetRow { Audience = place.Audience, Position = place.Position, Codes = place.Filing.Codes } : null;

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

    public static IEnumerable<(long Name, long Position, long Key)> TermsOf(Slot? place) =>
        place is null ? [] : NamesOf(place).Select(name => (name, place.Position, place.Key));

    private static IEnumerable<long> NamesOf(Slot place)
    {
        var terms = place.Filing.Terms.Select(term => Filing.Name(place.Audience, place.List, term));

        return place.Filing.Likeness is { } likeness ? terms.Concat(likeness.Handles.Select(handle => Filing.Name(place.Audience, handle))) : terms;
    }

    public static IEnumerable<DateEntry> DatesOf(Slot? place) =>
        place is null ? [] : place.Filing.Dates.GroupBy(date => date.Name).SelectMany(order =>
        {
            var dates = order.Select(date => date.At).Order().ToList();

            return dates.Select((at, index) => new DateEntry
            {
                Name = Filing.Name(place.Audience, place.List, order.Key),
                At = at,
                Key = place.Key,
                Position = place.Position,
                Above = index + 1 < dates.Count ? dates[index + 1] : null,
                Below = index > 0 ? dates[index - 1] : null,
            });
        });
}
