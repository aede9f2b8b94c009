using System.Globalization;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Accuracy;

/// <summary>
/// Datelines as one line of text, so that what was expected and what was read compare and print alike.
/// </summary>
internal static class DatelineText
{
    public const string None = "no dateline";

    public static string Of(IEnumerable<string> towns, string wider, int? month, int? day, string agency = "") =>
        $"{string.Join('/', towns).ToUpperInvariant()} [{wider}] {Date(month, day)} {agency}".TrimEnd();

    /// <summary>
    /// A reading, in the words of <paramref name="wider"/> where they say the same region or country.
    /// </summary>
    public static string Of(DatelineReading? reading, string wider, string agency = "")
    {
        if (reading is null)
            return None;

        var place = reading.Facts.Places.Count > 0 ? reading.Facts.Places[^1] : null;
        var parts = wider.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        var said =
            place is not null && parts.Length > 0 && parts.All(part => Says(place, part))
                ? wider
                : string.Join(
                    ", ",
                    new[] { place?.Region, parts.Length == 0 && AloneIsEnough(place) ? null : place?.Country }.Where(
                        text => text is not null
                    )
                );

        return Of(
            reading.Facts.Places.Select(p => p.Locality).OfType<string>(),
            said,
            reading.Facts.Date?.Month,
            reading.Facts.Date?.Day,
            agency.Length > 0 && reading.Facts.Agency is { } read ? (Same(read, agency) ? agency : read) : ""
        );
    }

    // A country that was not printed may stand only beside a town that is known to be alone of its name.
    private static bool AloneIsEnough(Place? place) => place is { Locality: not null, Region: null };

    private static bool Says(Place place, string part) =>
        Same(place.Region, part)
        || Same(place.Country, part)
        || (Countries.CodeOf(part) is { } code && code == place.CountryCode);

    private static bool Same(string? one, string other) =>
        CultureInfo.InvariantCulture.CompareInfo.Compare(
            one?.Trim('.', ' '),
            other.Trim('.', ' '),
            CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace
        ) == 0;

    private static string Date(int? month, int? day) =>
        month is null ? "no date" : string.Create(CultureInfo.InvariantCulture, $"{month:00}-{day:00}");

    /// <summary>The month that begins as this word does; null where none does.</summary>
    public static int? Month(string word)
    {
        var at =
            word.Length < 3
                ? -1
                : "jan feb mar apr may jun jul aug sep oct nov dec".IndexOf(
                    word[..3].ToLowerInvariant(),
                    StringComparison.Ordinal
                );
        return at < 0 || at % 4 != 0 ? null : at / 4 + 1;
    }
}
