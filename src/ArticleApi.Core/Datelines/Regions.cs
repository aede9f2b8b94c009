using System.Collections.Frozen;

namespace ArticleApi.Core.Datelines;

/// <summary>States, provinces and the like that news prints after a town without the country.</summary>
internal static class Regions
{
    private static readonly (string Name, string Code)[] Rows =
    [
        .. EmbeddedTable
            .ReadRows("regions.tsv")
            .SelectMany(cells => cells[1].Split('|').Select(name => (name, cells[0]))),
    ];

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> AsSpelled =
        Rows.ToFrozenDictionary(row => row.Name, row => row.Code, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, (string Name, string Code)>.AlternateLookup<
        ReadOnlySpan<char>
    > AnyCase = Rows.ToFrozenDictionary(row => row.Name, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The code of the country it lies in; null where it is not in the table. "miss" and "ill" are words, so the case
    /// counts.
    /// </summary>
    public static string? CountryOf(ReadOnlySpan<char> name) =>
        AsSpelled.TryGetValue(name.Trim().TrimEnd('.'), out var code) ? code : null;

    /// <summary>The same for a place that cannot be prose, such as a dateline's: <c>MILWAUKEE, WIS.</c></summary>
    /// <param name="usual">In its usual case, with the full stop of an abbreviation if it has one here.</param>
    public static string? CountryOf(ReadOnlySpan<char> name, out string? usual)
    {
        name = name.Trim();
        var bare = name.TrimEnd('.');
        var known = AnyCase.TryGetValue(bare, out var row);
        usual = null;
        if (!known)
            return null;

        usual = bare.Length < name.Length ? row.Name + "." : row.Name;
        return row.Code;
    }
}
