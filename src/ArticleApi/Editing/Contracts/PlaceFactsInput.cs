using System.ComponentModel;

namespace ArticleApi.Editing.Contracts;

/// <param name="CountryCode">ISO 3166-1 alpha-2; found by the country's name where it is left out.</param>
[DisplayName("FactsPlaceInput")]
public sealed record PlaceFactsInput(
    string? Locality = null,
    string? Region = null,
    string? Country = null,
    string? CountryCode = null
);
