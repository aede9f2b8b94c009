using ArticleApi.Core;
using ArticleApi.Core.Datelines;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Datelines;

/// <summary>
/// What datelines say, apart from how they were printed: the same facts are one row, so a wrong place is mended once.
/// </summary>
public sealed record DatelineResource(Guid Id, ValueList<Place> Places, PartialDate? Date, string? Agency)
{
    public static DatelineResource Of(Dateline dateline) =>
        new(dateline.Id, dateline.Facts.Places, dateline.Facts.Date, dateline.Facts.Agency);
}

internal static class DatelineLists
{
    public static readonly ListShape Shape = new(
        "datelines",
        Shown.List(ComponentKind.Dateline),
        [
            new(
                "datelinePlace",
                "Only datelines of this place. <c>a,b</c> is either; repeated it is both.",
                "Kyiv",
                Many: true
            ),
            new(
                "datelineCountry",
                "Only datelines of this country. <c>a,b</c> is either; repeated it is both.",
                "UA",
                ParameterKind.Country,
                Many: true
            ),
            new("datelineAgency", "Only datelines that name this agency. <c>a,b</c> is either.", "AP", Many: true),
        ],
        [new("dateline", Filing.Filed, "dateline", "its date")],
        [("addedAt", null), ("dateline", Filing.Filed)],
        typeof(DatelineResource),
        []
    )
    {
        IsSearched = true,
    };
}
