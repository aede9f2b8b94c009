using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Http;

namespace ArticleApi.Lists;

/// <summary>
/// Asks a list of articles for what was withdrawn. It stands in no index, so that it is a list of its own, and those
/// who do not see drafts find nothing by the term.
/// </summary>
internal static class WithdrawnFilter
{
    public static readonly QueryParameter Status = new(
        "status",
        "Only articles in this state; without a key all are published. <c>withdrawn</c>, for keys that see drafts, "
            + "gives the last withdrawn first; it goes with <c>limit</c> and <c>cursor</c> alone.",
        "published",
        AllowedValues: ["draft", "scheduled", "published", "withdrawn"]
    );

    public static readonly string Term = FilterTerm.Format(Status.Name, nameof(ArticleStatus.Withdrawn));
}
