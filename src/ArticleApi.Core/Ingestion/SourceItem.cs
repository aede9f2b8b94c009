using System.Globalization;
using System.Numerics;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>An item as its provider knows it.</summary>
/// <param name="Version">Null where the provider does not number versions.</param>
public sealed record SourceItem(string Provider, string Id, string? Version)
{
    /// <summary>When the provider made this version; null where it does not say.</summary>
    public DateTimeOffset? VersionCreated { get; init; }

    /// <summary>Null where its id or its provider's name is longer than can be kept.</summary>
    public static SourceItem? Create(string provider, string? id, DateTimeOffset? versionCreated) =>
        id is { Length: > 0 and <= SourceRecord.MaxItemIdLength }
        && provider.Length is > 0 and <= SourceRecord.MaxProviderLength
            ? new(provider, id, null) { VersionCreated = versionCreated }
            : null;

    /// <summary>Whether it is a version after another of the same item; null where nothing tells.</summary>
    public bool? IsAfter(SourceItem other) => IsAfter(Version, VersionCreated, other.Version, other.VersionCreated);

    /// <summary>
    /// Whether a version comes after another of the same item: by number, else by when they were made.
    /// </summary>
    /// <returns>Null where neither tells.</returns>
    public static bool? IsAfter(string? version, DateTimeOffset? made, string? other, DateTimeOffset? otherMade)
    {
        if (
            BigInteger.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && BigInteger.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var otherNumber)
            && number != otherNumber
        )
            return number > otherNumber;
        if (made is { } at && otherMade is { } otherAt && at != otherAt)
            return at > otherAt;

        return version is not null && version == other ? false : null;
    }
}
