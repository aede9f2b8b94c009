using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Articles;

/// <summary>A dateline as one article or caption prints it: the shared facts and the printed words.</summary>
public sealed record DatelineDocument(
    Guid Id,
    string Raw,
    ValueList<PlaceDocument> Places,
    PartialDate? Date,
    string? Agency
)
{
    public static DatelineDocument? From(Dateline? row, PrintedDateline? print) =>
        row is null || print is null
            ? null
            : new(
                row.Id,
                print.Raw,
                row.Facts.Places.Select(
                        (place, index) =>
                            PlaceDocument.From(place, index < print.Places.Count ? print.Places[index] : null)
                    )
                    .ToValueList(),
                row.Facts.Date,
                row.Facts.Agency
            );
}
