using ArticleApi.Core.Search;

namespace ArticleApi.Core.Articles;

/// <summary>
/// Which articles the holder of a key gets: what was sold. Whatever leaves it is gone for them, as if it had been
/// withdrawn.
/// </summary>
/// <param name="Term">What all of its articles are indexed under, and no other.</param>
/// <param name="TermGroups">
/// What makes an article one of them: any term of each group, and all groups. Those come first that fewer articles have
/// as a rule.
/// </param>
/// <param name="ExcludedTerms">None of these.</param>
public sealed record ArticlePackage(
    Guid Id,
    string Term,
    IReadOnlyList<IReadOnlyList<string>> TermGroups,
    IReadOnlyList<string> ExcludedTerms
)
{
    public static ArticlePackage Create(Guid id, PackageDefinition definition)
    {
        // Articles that are free, as most are, have no term for it.
        var isFreeIncluded = definition.Access.Contains(Access.Free);
        IReadOnlyList<(string Filter, IEnumerable<string> Values)> dimensions =
        [
            ("tag", definition.Tags),
            ("agency", definition.Agencies),
            ("country", definition.Countries),
            ("access", isFreeIncluded ? [] : definition.Access.Select(access => access.ToString())),
            ("section", definition.Sections),
            ("language", definition.Languages),
        ];

        return new(
            id,
            FilterTerm.FormatFolded("package", id.ToString("D")),
            [.. dimensions.Select(each => ToTerms(each.Filter, each.Values)).Where(terms => terms.Count > 0)],
            isFreeIncluded
                ? ToTerms(
                    "access",
                    Enum.GetValues<Access>().Except(definition.Access).Select(access => access.ToString())
                )
                : []
        );
    }

    /// <param name="terms">Those of an article.</param>
    public bool Includes(IReadOnlySet<string> terms) =>
        TermGroups.All(group => group.Any(terms.Contains)) && !ExcludedTerms.Any(terms.Contains);

    private static List<string> ToTerms(string filter, IEnumerable<string> values) =>
        [.. values.Select(value => FilterTerm.Format(filter, value)).Distinct()];
}
