using ArticleApi.Core.Articles;

namespace ArticleApi.Storage.Tables;

/// <summary>
/// A section, tag, byline, photographer and so on as the articles of an audience print it, and how many of them carry
/// it. How a draft words a name is no other audience's business.
/// </summary>
public sealed class FacetValueCount
{
    public const int MaxLength = 220;

    public required Audience Audience { get; init; }
    public required FacetField Field { get; init; }

    /// <summary>The value as filters compare it.</summary>
    public required string NormalizedValue { get; init; }

    /// <summary>The value to filter by, as an article has it: a slug, a country code, a name.</summary>
    public required string Value { get; set; }
    public required string Name { get; set; }

    /// <summary>Stands for it in <see cref="FacetValues.ValueIds"/>; its lowest bits are the field.</summary>
    public required long ValueId { get; init; }
    public int ArticleCount { get; set; }
}
