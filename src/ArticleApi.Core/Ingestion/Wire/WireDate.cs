using System.Globalization;
using System.Text.RegularExpressions;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>An instant as agencies write it.</summary>
/// <param name="HasZone">Without a zone the instant is taken for UTC, and a complaint should say so.</param>
internal readonly partial record struct WireDate(DateTimeOffset Instant, bool HasZone)
{
    // ISO 8601 in its long and its short form, the time of day left out or parted by a space as some do.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd' 'HH:mmK",
        "yyyy-MM-ddK",
        "yyyyMMdd'T'HHmmss.FFFFFFFK",
        "yyyyMMddHHmmssK",
        "yyyyMMdd'T'HHmmK",
        "yyyyMMddK",
    ];

    public static WireDate? Parse(string? text)
    {
        text = text?.Trim();
        return DateTimeOffset.TryParseExact(
            text,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? new(at, Zone().IsMatch(text!))
            : null;
    }

    [GeneratedRegex(@"(?:Z|[+-]\d\d:?\d\d)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Zone();
}
