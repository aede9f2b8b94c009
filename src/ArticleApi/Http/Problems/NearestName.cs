namespace ArticleApi.Http.Problems;

/// <summary>What whoever mistyped a name most likely meant.</summary>
internal static class NearestName
{
    /// <summary>Longer names are no slips of a known one.</summary>
    private const int MaxLength = 40;

    /// <summary>What is allowed, with the name first that is nearest to what was sent, where one is near.</summary>
    public static string Describe(string sent, IReadOnlyCollection<string> known)
    {
        var allowed = "one of " + string.Join(", ", known);

        return Find(sent, known) is { } nearest ? $"{nearest}, most likely; {allowed}" : allowed;
    }

    /// <summary>
    /// What is allowed in place of a name that is none here: first what others call by that name, or the nearest.
    /// </summary>
    /// <param name="within">What each of the known names stands behind, such as <c>images.</c>.</param>
    public static string DescribeUnknown(string sent, IReadOnlyCollection<string> known, string within = "")
    {
        var allowed = "one of " + string.Join(", ", known.Select(name => within + name));

        return (Synonyms.Find(sent, known) ?? Find(sent, known)) is { } meant
            ? $"unknown, most likely {within}{meant}; {allowed}"
            : $"unknown; {allowed}";
    }

    /// <returns>Null where none is as near as a slip or two.</returns>
    public static string? Find(string sent, IEnumerable<string> known)
    {
        if (sent.Length > MaxLength)
            return null;

        var most = Math.Clamp(sent.Length / 3, 1, 3);
        return known
            .Select(name => (Name: name, Distance: DistanceBetween(sent, name)))
            .Where(each => each.Distance <= most)
            .OrderBy(each => each.Distance)
            .ThenBy(each => each.Name, StringComparer.Ordinal)
            .Select(each => each.Name)
            .FirstOrDefault();
    }

    // Letters put in, left out and mistaken (Levenshtein), whatever their case.
    private static int DistanceBetween(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var mistaken =
                    diagonal + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(mistaken, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
