using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Search;

/// <summary>What makes an article part of a package, as articles are indexed.</summary>
public static class PackageTerms
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

    private static List<string> ToTerms(string filter, IEnumerable<string> values) =>
        [.. values.Select(value => FilterTerm.Format(filter, value)).Distinct()];
}
