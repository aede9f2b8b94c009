using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>What a dateline prints after the town: a region, a country, or both.</summary>
/// <param name="IsKnown">Whether every part is in our lists.</param>
internal sealed record RegionAndCountry(string? Region, string? Country, string? Code, bool IsKnown)
{
    public static RegionAndCountry None { get; } = new(null, null, null, true);

    /// <summary>Null where the parts cannot be places.</summary>
    public static RegionAndCountry? Parse(string[] parts)
    {
        var (region, country, code, known) = (default(string), default(string), default(string), true);
        foreach (var part in parts)
        {
            // "TOKYO, Feb. 30" has a day that there is not, and no region.
            if (
                part.Length is < 2 or > Place.MaxLength
                || !char.IsLetter(part[0])
                || part.AsSpan().ContainsAnyInRange('0', '9')
            )
                return null;

            if (code is null && Regions.CountryOf(part, out var usual) is { } within)
            {
                region = usual;
                country = Countries.NameOf(within);
                code = within;
            }
            else if (Countries.CodeOf(part) is { } own)
                (country, code) = (Countries.NameOf(own), own);
            else if (Countries.IsFormer(part))
                country = part;
            else if (TownSpellings.HasHeadingWord(part))
                return null;
            else
            {
                known = false;
                if (region is null)
                    region = part;
                else
                    country ??= part;
            }
        }

        // What is written without capitals cannot be told to be the one or the other.
        if (region is not null && !region.Any(char.IsUpper))
            region = null;

        return parts.Length == 0 ? None : new(region, country, code, known);
    }
}
