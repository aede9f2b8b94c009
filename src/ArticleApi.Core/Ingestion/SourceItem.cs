using System.Globalization;
using System.Numerics;

namespace ArticleApi.Core.Ingestion;

/// <summary>An item as its provider knows it.</summary>
/// <param name="Version">Null where the provider does not number versions.</param>
public sealed record SourceItem(string Provider, string Id, string? Version)
{
    /// <summary>When the provider made this version; null where it does not say.</summary>
    public DateTimeOffset? VersionCreated { get; init; }

    /// <summary>
    /// Whether a version comes after another of the same item: by number, else by when they were made.
    /// </summary>
    /// <returns>Null where neither tells.</returns>
    public static bool? IsAfter(string? version, DateTimeOffset? made, string? other, DateTimeOffset? otherMade) =>
        BigInteger.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && BigInteger.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var otherNumber)
        && number != otherNumber
            ? number > otherNumber
        : made is { } at && otherMade is { } otherAt && at != otherAt ? at > otherAt
        : version is not null && version == other ? false
        : null;
}
