using ArticleApi.Log;

namespace ArticleApi.Http;

/// <summary>Asks a list to show one of several near-duplicates.</summary>
internal static class Collapse
{
    public static readonly Parameter Duplicates = new(
        "collapse",
        "duplicates leaves out an article where another under the same filters has much the same body: of such articles one is shown.",
        "duplicates",
        Allowed: ["none", "duplicates"],
        Default: "none"
    );
    public static readonly Parameter Keeps = new(
        "keep",
        "Which of several near-duplicates is shown: the newest by publication, which it is unless it is said, or the first. Only with <c>collapse=duplicates</c>.",
        "first",
        Allowed: ["newest", "first"]
    );

    public static readonly IReadOnlyList<Parameter> Parameters = [Duplicates, Keeps];

    /// <summary>Which is kept; null where all are.</summary>
    /// <param name="counts">Whether matches are to be counted, too: that would compare all of them.</param>
    public static Keep? Of(QueryReader reader, ListShape shape, bool counts)
    {
        if (!shape.IsCollapsed)
            return null;

        var (collapse, keep) = (reader.One(Duplicates), reader.One(Keeps));
        if (collapse != "duplicates")
        {
            if (keep is not null)
                reader.Refuse<string>(Keeps, keep, "needs-collapse", "with collapse=duplicates");
            return null;
        }

        if (counts)
            reader.Refuse<string>(
                Duplicates,
                collapse,
                "not-counted",
                "without total=exact and facets, which count all matches"
            );
        return keep == "first" ? Keep.First : Keep.Newest;
    }
}
