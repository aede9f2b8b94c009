using System.ComponentModel.DataAnnotations;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Editing.Contracts;

/// <summary>The facts of a dateline.</summary>
public sealed record DatelineFactsInput
{
    [MaxLength(DatelineFacts.MaxPlaces)]
    public Core.ValueList<PlaceFactsInput>? Places { get; init; }
    public PartialDate? Date { get; init; }
    public string? Agency { get; init; }

    public DatelineInput Dateline =>
        new()
        {
            Places = Places is null
                ? null
                : new(
                    Places.Select(place => new PlaceInput
                    {
                        Locality = place.Locality,
                        Region = place.Region,
                        Country = place.Country,
                        CountryCode = place.CountryCode,
                    })
                ),
            Date = Date,
            Agency = Agency,
        };
}
