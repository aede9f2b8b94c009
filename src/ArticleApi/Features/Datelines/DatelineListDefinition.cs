using ArticleApi.Core;
using ArticleApi.Core.Datelines;
using ArticleApi.Http;
using ArticleApi.Index;
using ArticleApi.Lists;
using ArticleApi.Storage;

namespace ArticleApi.Features.Datelines;

/// <summary>
/// What datelines say, apart from how they were printed: the same facts are one row, so a wrong place is mended once.
/// </summary>
public sealed record DatelineResource(Guid Id, ValueList<Place> Places, PartialDate? Date, string? Agency)
{
    public static DatelineResource From(Dateline dateline) =>
        new(dateline.Id, dateline.Facts.Places, dateline.Facts.Date, dateline.Facts.Agency);
}

internal static class DatelineListDefinition
{
    public static readonly ListDefinition Definition = new(
        "datelines",
        Collections.Datelines,
        [
            new("datelinePlace", "datelines", "of this place", "Kyiv") { HoldsSeveral = true },
            new("datelineCountry", "datelines", "of this country", "UA", QueryParameterKind.Country)
            {
                HoldsSeveral = true,
            },
            new("datelineAgency", "datelines", "that name this agency", "AP"),
        ],
        [new("dateline", IndexDocument.DatelineDate, "dateline", "its date")],
        [("addedAt", null), ("dateline", IndexDocument.DatelineDate)],
        typeof(DatelineResource),
        []
    )
    {
        CanSearch = true,
    };
}
