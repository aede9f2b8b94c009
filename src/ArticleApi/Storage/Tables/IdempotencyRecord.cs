namespace ArticleApi.Storage.Tables;

/// <summary>
/// What came of a write that its sender may send again, not knowing whether it arrived. It is written with the write
/// itself.
/// </summary>
public sealed class IdempotencyRecord
{
    public const int MaxActorLength = 100;

    /// <summary>Of the key, with the number of a line behind it where it was one among many.</summary>
    public const int MaxKeyLength = 255;

    /// <summary>How long it is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Who wrote: each sender's keys are their own.</summary>
    public required string Actor { get; init; }

    /// <summary>As it was sent.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was sent: the same key with anything else is a mistake.</summary>
    public required byte[] RequestHash { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of what was written.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>The version that it got, from 1; 0 for what was deleted.</summary>
    public int Version { get; set; }
}
