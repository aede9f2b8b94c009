using System.ComponentModel;
using System.Text.Json.Serialization;
using ArticleApi.Core;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Keys;

/// <summary>An API key. Only a hash of its text is kept.</summary>
/// <param name="Prefix">How its text begins, to recognise it by.</param>
/// <param name="PackageId">The package that its holder gets; null for everything that its scopes allow.</param>
/// <param name="ExpiresAt">From when on it is refused; null where nobody said.</param>
/// <param name="LastUsedAt">Up to a minute behind; null until it is used.</param>
/// <param name="RotatedUntil">Until when the text before the last rotation is taken too; null where it is not.</param>
[DisplayName("ApiKey")]
public sealed record KeyResource(
    Guid Id,
    string Name,
    string Prefix,
    ValueList<string> Scopes,
    Guid? PackageId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? RotatedUntil
)
{
    /// <summary>Its text, shown once: where it is made or rotated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    public static KeyResource From(ApiKey row, TimeProvider clock) =>
        new(
            row.Id,
            row.Name,
            row.Prefix,
            row.Scopes.Split(' ').ToValueList(),
            row.PackageId,
            row.CreatedAt,
            row.ExpiresAt,
            row.LastUsedAt,
            row.RevokedAt,
            row.PreviousEndsAt > clock.GetUtcNow() ? row.PreviousEndsAt : null
        );
}
