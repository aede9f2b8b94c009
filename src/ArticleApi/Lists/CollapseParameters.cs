using ArticleApi.Http;
using ArticleApi.Search;

namespace ArticleApi.Lists;

/// <summary>Asks a list to show one of several near-duplicates.</summary>
internal static class CollapseParameters
{
    public static readonly QueryParameter CollapseParameter = new(
        "collapse",
        "duplicates leaves out an article where another under the same filters has much the same body: of such "
            + "articles one is shown.",
        "duplicates",
        AllowedValues: ["none", "duplicates"],
        Default: "none"
    );
    public static readonly QueryParameter KeepParameter = new(
        "keep",
        "Which of several near-duplicates is shown: the newest by publication, which it is unless it is said, or "
            + "the first. Only with <c>collapse=duplicates</c>.",
        "first",
        AllowedValues: ["newest", "first"]
    );

    public static readonly IReadOnlyList<QueryParameter> All = [CollapseParameter, KeepParameter];

    /// <summary>Which is kept; null where all are.</summary>
    /// <param name="counts">Whether matches are to be counted, too: that would compare all of them.</param>
    public static DuplicatePreference? Parse(QueryStringReader reader, ListDefinition shape, bool counts)
    {
        if (!shape.CanCollapse)
            return null;

        var (collapse, keep) = (reader.GetSingle(CollapseParameter), reader.GetSingle(KeepParameter));
        if (collapse != "duplicates")
        {
            if (keep is not null)
                reader.AddError<string>(KeepParameter, keep, "needs-collapse", "with collapse=duplicates");
            return null;
        }

        if (counts)
            reader.AddError<string>(
                CollapseParameter,
                collapse,
                "not-counted",
                "without total=exact and facets, which count all matches"
            );
        return keep == "first" ? DuplicatePreference.First : DuplicatePreference.Newest;
    }
}
