using System.Text.Json;

namespace ArticleApi.Core.Datelines;

/// <summary>What a dateline says, apart from how it was printed. The same facts are one shared row.</summary>
/// <param name="Agency">The agency's usual short name; null where the dateline names none.</param>
public sealed record DatelineFacts(ValueList<Place> Places, PartialDate? Date, string? Agency)
{
    public const int MaxPlaces = 10;
    public const int MaxAgencyLength = 100;

    /// <summary>The same for the same facts, whatever their case.</summary>
    public string Identity =>
        JsonSerializer
            .Serialize(
                new object?[]
                {
                    Places.Select(p => new[] { p.Locality, p.Region, p.Country, p.CountryCode }),
                    Date?.Year,
                    Date?.Month,
                    Date?.Day,
                    Agency,
                }
            )
            .ToLowerInvariant();
}
