using System.Collections.Frozen;
using System.Globalization;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>Who took a picture, whom to credit, and whose it is.</summary>
/// <param name="Byline">The photographer, or whoever stands for one; null where nobody is named.</param>
/// <param name="Credit">The others, in order, parted by slashes; null where nobody is named.</param>
/// <param name="Agency">The agency's usual short name; null where none that we know is credited.</param>
public sealed record CreditReading(string? Byline, string? Credit, string? Agency);

/// <summary>
/// Reads the two fields that picture metadata have for a credit, by-line and credit, which repeat each other, swap
/// parts, and say "pool".
/// </summary>
public static class CreditReader
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> RedundantWords = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "handout",
            "pool",
            "stringer",
            "str",
            "uncredited",
            "supplied",
            "no byline",
            "pool photo",
            "pool pic",
            "-"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] RightsMarks = ["©", "(c)", "copyright"];

    /// <summary>A credit line by itself, as it would be read at the end of a caption.</summary>
    public static Credit ReadLine(string line) =>
        CaptionReader.Read(line) is { Text.Length: 0, Credit: { } read }
            ? read with
            {
                Line = line,
            }
            : new(line, null, null, false);

    public static CreditReading Read(string? byline, string? credit)
    {
        var names = SplitNames(byline);
        var others = SplitNames(credit);
        var by =
            names.Count == 0 || RedundantWords.Contains(names[0]) || FindDistributor(names[0]) is not null
                ? null
                : names[0];

        // What the by-line has beside the name belongs to the credit; a name alone stays in both fields, being all that
        // is known.
        var moved = names
            .Skip(by is null ? 0 : 1)
            .Where(name => !Contains(others, name) && !RedundantWords.Contains(name))
            .ToList();
        if (by is not null && others.Count + moved.Count > 1)
            others.RemoveAll(name => IsSameName(name, by));
        others.InsertRange(0, moved.Where(name => FindDistributor(name) is null));
        others.AddRange(moved.Where(name => FindDistributor(name) is not null));
        while (others.Count > 1 && others.FindIndex(name => RedundantWords.Contains(name)) is >= 0 and var index)
            others.RemoveAt(index);

        var agency = others.Select(name => Agencies.Find(name)).FirstOrDefault(known => known is not null);
        return new(
            by,
            others.Count == 0
                ? null
                : string.Join(
                    '/',
                    MoveDistributorsToEnd(others).SelectMany(AsRequested).Distinct(StringComparer.OrdinalIgnoreCase)
                ),
            others.Select(FindDistributor).LastOrDefault(known => known is not null)?.Name ?? agency?.Name
        );
    }

    // Slashes, the "#" of old systems, and "via" part the names. What is longer than a credit may be is none.
    private static List<string> SplitNames(string? field) =>
        field is null || field.Length > Images.Credit.MaxLineLength
            ? []
            :
            [
                .. WithoutRights(field)
                    .Replace(" via ", "/", StringComparison.OrdinalIgnoreCase)
                    .Split(['/', '#'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(name =>
                        name.StartsWith("via ", StringComparison.OrdinalIgnoreCase) ? name[4..].TrimStart() : name
                    ),
            ];

    private static string WithoutRights(string field)
    {
        var left = field.Trim();
        while (Array.Find(RightsMarks, mark => left.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) is { } mark)
            left = left[mark.Length..].TrimStart(' ', ':');

        return left;
    }

    // A picture library stands behind the studio whose stills it distributes, and the studio is written as names are.
    private static List<string> MoveDistributorsToEnd(List<string> names)
    {
        var distributors = names
            .Select(FindDistributor)
            .OfType<NewsAgency>()
            .DistinctBy(agency => agency.Name)
            .ToList();
        return distributors.Count == 0
            ? names
            :
            [
                .. names.Where(name => FindDistributor(name) is null).Select(ToNameCase),
                .. distributors.Select(agency => agency.Name),
            ];
    }

    private static NewsAgency? FindDistributor(string name) =>
        Agencies.Find(name) is { IsDistributor: true } agency ? agency : null;

    private static string[] AsRequested(string name) => (Agencies.Find(name)?.PreferredCredit ?? name).Split('/');

    private static string ToNameCase(string name) =>
        name.Length > 3 && !name.Any(char.IsLower)
            ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant())
            : name;

    private static bool Contains(List<string> names, string name) => names.Exists(other => IsSameName(other, name));

    private static bool IsSameName(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
