using ArticleApi.Core.Articles;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>Where something is filed: its audience, list, position and filing.</summary>
/// <param name="List">Empty for articles, <c>image/</c> and so on for the rest.</param>
internal sealed record Place(Audience Audience, string List, long Position, long Key, Filing Filing);

/// <summary>Moves things from where they are filed to where they belong, touching only the entries that differ.</summary>
internal static class FilingCabinet
{
    public static void Refile(this ArticleDb db, Place? from, Place? to)
    {
        var oldTerms = TermsOf(from).ToHashSet();
        var newTerms = TermsOf(to).ToHashSet();
        foreach (var (name, position, key) in oldTerms.Except(newTerms))
            db.Terms.Remove(new Term { Name = name, Position = position, Key = key });
        foreach (var (name, position, key) in newTerms.Except(oldTerms))
            db.Terms.Add(new Term { Name = name, Position = position, Key = key });

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

    private static IEnumerable<(string Name, long Position, long Key)> TermsOf(Place? place) =>
        place is null ? [] : place.Filing.Terms.Select(term => (Filing.Name(place.Audience, place.List, term), place.Position, place.Key));

    private static IEnumerable<DateEntry> DatesOf(Place? place) =>
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
