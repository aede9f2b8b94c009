namespace ArticleApi.Storage.Tables;

/// <summary>An API key. Only its hash is kept.</summary>
public sealed class ApiKey
{
    public const int MaxNameLength = 100;

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, lower-case hexadecimal; keys are random, so no salt is needed.</summary>
    public required string Hash { get; init; }

    /// <summary>Separated by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>The package that its holder gets; null for everything that its scopes allow.</summary>
    public Guid? PackageId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
}
