namespace ArticleApi.Core.Rejections;

/// <summary>Which version of a thing a caller saw, so that nobody's change is lost.</summary>
/// <param name="Stated">What they said, as it was sent; null where they said nothing.</param>
public sealed record ExpectedVersion(string? Stated)
{
    public static readonly ExpectedVersion Unstated = new((string?)null);

    /// <summary>They want it made, and nothing changed that is there.</summary>
    public static readonly ExpectedVersion None = new((string?)null) { IsNone = true };

    /// <summary>Whether there must be none yet.</summary>
    public bool IsNone { get; init; }

    /// <summary>Any of these will do.</summary>
    public IReadOnlyList<int> Versions { get; init; } = [];

    /// <summary>Whichever version it is.</summary>
    public bool IsAny { get; init; }

    /// <summary>Whether what they said names no version.</summary>
    public bool IsMalformed { get; init; }

    /// <returns>Null where the write may go on.</returns>
    public Rejection? Check(int current, bool isRequired = true)
    {
        if (IsNone)
            return new(RejectionReason.ExistsAlready, "It is there already.") { CurrentVersion = current };
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
