using ArticleApi.Core.Articles;

namespace ArticleApi.Storage.Tables;

/// <summary>
/// What an article is counted by under facets, in one small row at its position among those of its audience.
/// </summary>
public sealed class FacetValues
{
    public required Audience Audience { get; init; }
    public required long Position { get; init; }

    /// <summary>The ids of its values, eight bytes each, little-endian.</summary>
    public required byte[] ValueIds { get; set; }
}
