using ArticleApi.Core.Articles;
using ArticleApi.Storage;

namespace ArticleApi.Index;

/// <summary>
/// What a version must have been found under; for followers of the log, who see one version at a time.
/// </summary>
/// <param name="TermGroups">Any of each group, and all groups.</param>
/// <param name="ExcludedTerms">None of these.</param>
/// <param name="Dates">Ranges that a date of their name must lie within.</param>
internal sealed record VersionFilter(
    IReadOnlyList<IReadOnlyList<string>> TermGroups,
    IReadOnlyList<string> ExcludedTerms,
    IReadOnlyList<(string Name, KeyRange Range)> Dates
)
{
    public static VersionFilter Of(ArticlePackage package) => new(package.TermGroups, package.ExcludedTerms, []);

    public VersionFilter And(VersionFilter other) =>
        new(
            [.. TermGroups, .. other.TermGroups],
            [.. ExcludedTerms, .. other.ExcludedTerms],
            [.. Dates, .. other.Dates]
        );

    public VersionMatcher ToMatcher(IndexKeys keys)
    {
        return new(
            [.. TermGroups.Select(group => group.Select(ListIdOf).ToArray())],
            [.. ExcludedTerms.Select(ListIdOf)],
            Dates
        );

        long ListIdOf(string term) => keys.ListId(Collections.Articles, term);
    }
}
