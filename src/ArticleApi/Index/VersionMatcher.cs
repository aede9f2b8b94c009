namespace ArticleApi.Index;

/// <summary>A <see cref="VersionFilter"/> by the ids of the lists that its terms stand for.</summary>
internal sealed class VersionMatcher(
    IReadOnlyList<long[]> groups,
    IReadOnlyList<long> excluded,
    IReadOnlyList<(string Name, KeyRange Range)> dates
)
{
    /// <param name="lists">As <see cref="VersionLists"/> writes them; empty for what was found under nothing.</param>
    public bool Matches(ReadOnlySpan<byte> lists)
    {
        if (lists.IsEmpty)
            return false;

        var version = new VersionLists(lists);
        foreach (var group in groups)
        {
            if (!version.ContainsAny(group))
                return false;
        }

        foreach (var list in excluded)
        {
            if (version.Contains(list))
                return false;
        }

        foreach (var (name, range) in dates)
        {
            if (!version.HasDateWithin(name, range))
                return false;
        }

        return true;
    }
}
