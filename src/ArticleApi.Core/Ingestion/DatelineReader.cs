using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion;

/// <summary>Reads where and when from the places that print it. In doubt it reads nothing.</summary>
public static class DatelineReader
{
    /// <summary>
    /// The dateline that a first paragraph begins with; null where it has none. A year that is not printed stays null.
    /// </summary>
    public static DatelineReading? ReadLede(string paragraph) => WithinLimits(LedeDatelineFinder.Find(paragraph));

    /// <summary>Where and when a picture was taken, as its caption says.</summary>
    /// <param name="captionText">Without the credit.</param>
    public static DatelineReading? ReadCaption(string captionText) =>
        WithinLimits(CaptionDatelineFinder.Find(captionText));

    private static DatelineReading? WithinLimits(DatelineReading? reading) =>
        reading is null
        || reading.Printed.Raw.Length > PrintedDateline.MaxRawLength
        || reading.Facts.Places.Count > DatelineFacts.MaxPlaces
        || reading.Facts.Agency?.Length > DatelineFacts.MaxAgencyLength
        || reading.Facts.Places.Any(IsTooLong)
            ? null
            : reading;

    private static bool IsTooLong(Place place) =>
        place.Locality?.Length > Place.MaxLength
        || place.Region?.Length > Place.MaxLength
        || place.Country?.Length > Place.MaxLength;
}
