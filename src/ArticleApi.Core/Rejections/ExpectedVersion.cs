using System.Globalization;

namespace ArticleApi.Core.Rejections;

/// <summary>Which version of a thing a caller saw, so that nobody's change is lost.</summary>
/// <param name="Stated">What they said, as it was sent; null where they said nothing.</param>
public sealed record ExpectedVersion(string? Stated)
{
    public static readonly ExpectedVersion Unstated = new((string?)null);

    public static ExpectedVersion Of(int version) =>
        new(version.ToString(CultureInfo.InvariantCulture)) { Versions = [version] };

    /// <summary>Any of these will do.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [];

    /// <summary>Whichever version it is.</summary>
    public bool IsAny { get; init; }

    /// <summary>Whether a change of another version is refused.</summary>
    public bool IsHeld => Stated is not null && !IsAny;

    /// <summary>Whether what they said names no version.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>What it must not be; null where they did not say.</summary>
    public ExcludedVersion? Excluded { get; init; }

    /// <returns>Null where the write may go on.</returns>
    public Rejection? Check(int current, bool isRequired = true)
    {
        if (Excluded is { } excluded && excluded.Includes(current))
            return new(RejectionReason.ExistsAlready, "It is there already.")
            {
                CurrentVersion = current,
                StatedVersion = excluded.Stated,
            };
        if (Stated is null)
            return isRequired ? new(RejectionReason.VersionRequired, "Say which version you saw.") : null;
        if (IsMalformed)
            return new(RejectionReason.VersionMalformed, "This names no version.") { StatedVersion = Stated };

        return IsAny || Versions.Contains(current) ? null : Conflict(current);
    }

    /// <param name="current">Null where it is not known.</param>
    public Rejection Conflict(int? current) =>
        new(RejectionReason.VersionConflict, "Somebody changed it.")
        {
            CurrentVersion = current,
            StatedVersion = Stated,
        };
}
