namespace ArticleApi.Search.Collectors;

/// <summary>What a collector is given of each article; images, captions and datelines have only their keys.</summary>
internal enum MatchContent
{
    /// <summary>That it is there.</summary>
    None,
    FacetValues,
    Key,
    Summary,
    Document,
}
