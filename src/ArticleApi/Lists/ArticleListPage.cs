using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Lists;

/// <summary>A page of articles as they are stored, and what is said of it.</summary>
internal sealed record ArticleListPage(IReadOnlyList<byte[]> Documents, PageInfo Info)
{
    /// <summary>What was asked for by its name and is not there; null where nothing was asked for so.</summary>
    public IReadOnlyList<MissingItem>? Missing { get; init; }

    /// <summary>The commonest values of each facet; null where none was asked for.</summary>
    public IReadOnlyDictionary<FacetField, IReadOnlyList<FacetCount>>? Facets { get; init; }

    /// <summary>Other addresses to be read next; null where none were chosen.</summary>
    public IReadOnlyList<RelatedLink>? Links { get; init; }

    /// <summary>What was searched for, in the languages here; null where nothing was.</summary>
    public Core.Search.Expression? Search { get; init; }
}
