using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Features.Parsing;

/// <summary>A dateline as it was read. It has no id: nothing is stored.</summary>
/// <param name="Raw">The printed words.</param>
/// <param name="Date">As far as it is printed.</param>
/// <param name="Agency">The agency's usual short name; null where none is named.</param>
public sealed record ParsedDateline(string Raw, IReadOnlyList<PlaceDocument> Places, PartialDate? Date, string? Agency)
{
    public static ParsedDateline? From(DatelineReading? reading) =>
        reading is null
            ? null
            : new(
                reading.Printed.Raw,
                reading
                    .Facts.Places.Select(
                        (place, index) =>
                            PlaceDocument.From(
                                place,
                                index < reading.Printed.Places.Count ? reading.Printed.Places[index] : null
                            )
                    )
                    .ToList(),
                reading.Facts.Date,
                reading.Facts.Agency
            );
}
