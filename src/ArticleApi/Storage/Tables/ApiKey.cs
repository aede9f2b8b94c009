namespace ArticleApi.Storage.Tables;

/// <summary>An API key. Only its hash is kept.</summary>
public sealed class ApiKey
{
    public const int MaxNameLength = 100;
    public const int MaxScopeLength = 50;
    public const int HashLength = 64;

    /// <summary>Characters of the text that are kept: 32 of its 256 random bits.</summary>
    public const int PrefixLength = 12;

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, lower-case hexadecimal; keys are random, so no salt is needed.</summary>
    public required string Hash { get; init; }

    /// <summary>How the text begins, to recognise it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>Separated by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>The package that its holder gets; null for everything that its scopes allow.</summary>
    public Guid? PackageId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>A little behind, and never ahead; null until it is used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Of the text before the last rotation, which is taken until <see cref="PreviousEndsAt"/>.</summary>
    public string? PreviousHash { get; init; }
    public DateTimeOffset? PreviousEndsAt { get; init; }
}
