using System.ComponentModel;

namespace ArticleApi.Editing.Contracts;

/// <summary>A place, however it was printed.</summary>
[DisplayName("FactsPlaceInput")]
public record PlaceFactsInput
{
    public string? Locality { get; init; }
    public string? Region { get; init; }
    public string? Country { get; init; }

    /// <summary>ISO 3166-1 alpha-2; found by the country's name where it is left out.</summary>
    public string? CountryCode { get; init; }
}
