using System.Collections.Frozen;

namespace ArticleApi.Core.Datelines;

/// <summary>
/// The countries and territories of ISO 3166-1, by their usual English names in news, and by their names in the
/// languages that captions and datelines come in.
/// </summary>
public static class Countries
{
    public const int CodeLength = 2;

    private const string NoCode = "-";

    private static readonly (string Code, string[] Names)[] Rows =
    [
        .. EmbeddedTable
            .ReadRows("countries.tsv")
            .Select(cells =>
                (
                    cells[0],
                    cells[1..].SelectMany(names => names.Split('|', StringSplitOptions.RemoveEmptyEntries)).ToArray()
                )
            ),
    ];

    private static readonly FrozenDictionary<string, string> Names = Rows.Where(row => row.Code != NoCode)
        .ToFrozenDictionary(row => row.Code, row => row.Names[0], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string Name, string Code)> Codes = Rows.SelectMany(row =>
            row.Names.Select(name => (Name: name, row.Code))
        )
        .ToFrozenDictionary(pair => pair.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, (string Name, string Code)>.AlternateLookup<
        ReadOnlySpan<char>
    > ByName = Codes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All assigned codes, in alphabetical order.</summary>
    public static IEnumerable<string> All => Names.Keys.Order(StringComparer.Ordinal);

    /// <summary>The alpha-2 code of a country's name or a usual alias; null where it is none.</summary>
    public static string? CodeOf(string name) => CodeOf(name.AsSpan());

    /// <inheritdoc cref="CodeOf(string)"/>
    public static string? CodeOf(ReadOnlySpan<char> name) => Find(name) is { } code && code != NoCode ? code : null;

    /// <summary>The usual English name of a code; null where it is not assigned.</summary>
    public static string? NameOf(string code) => Names.GetValueOrDefault(code);

    /// <summary>What is allowed as a code; the code itself where a country's name was sent.</summary>
    public static string DescribeCode(string? sent) =>
        sent is not null && CodeOf(sent) is { } code
            ? $"{code}, the ISO 3166-1 alpha-2 code of {NameOf(code)}"
            : "an ISO 3166-1 alpha-2 code such as UA";

    /// <summary>Whether it is an assigned alpha-2 code, in capitals.</summary>
    public static bool IsCode(string code) => Names.ContainsKey(code);

    /// <summary>Whether a country was called so that has no code of its own now, such as the Soviet Union.</summary>
    internal static bool IsFormer(ReadOnlySpan<char> name) => Find(name) == NoCode;

    private static string? Find(ReadOnlySpan<char> name)
    {
        name = name.Trim();
        if (name.StartsWith("the ", StringComparison.OrdinalIgnoreCase))
            name = name[4..].TrimStart();
        if (!ByName.TryGetValue(name, out var found))
            return null;

        // "us" and "Uk" are words; only the capitals stand for a country.
        return found.Name.Any(char.IsLower) || name.SequenceEqual(found.Name) ? found.Code : null;
    }
}
