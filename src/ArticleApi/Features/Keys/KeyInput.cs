using System.ComponentModel.DataAnnotations;

namespace ArticleApi.Features.Keys;

/// <summary>A key to be made.</summary>
public sealed record KeyInput
{
    /// <summary>Who holds it.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do: scopes that the key has that asks.</summary>
    [MaxLength(20)]
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>
    /// The package that its holder gets, with nothing else; such a key has no scopes but those that read.
    /// </summary>
    public Guid? PackageId { get; init; }

    /// <summary>From when on it is refused. No key outlives the one that made it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
