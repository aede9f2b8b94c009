using ArticleApi.Core.Articles;

namespace ArticleApi.Storage.Tables;

/// <summary>
/// What keys can be limited to. It never changes: another selection is another package. Until it is ready, its articles
/// are being indexed under it.
/// </summary>
public sealed class Package
{
    public const int MaxNameLength = 100;

    /// <summary>The values that each of its dimensions can name.</summary>
    public const int MaxValues = 200;

    /// <summary>Packages that there can be: each is asked of every article that is written.</summary>
    public const int MaxCount = 1_000;

    /// <summary>In the order in which they were made.</summary>
    public long Number { get; private set; }

    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required PackageDefinition Definition { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when all of its articles are indexed under it.</summary>
    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>Since when nothing is indexed under it any more; the row stays until all that was is gone.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>
    /// Since when nothing is left to do for it; null while its articles are indexed or, once it is deleted, taken out.
    /// </summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>
    /// How far the indexing is: the audience, the list of it that is gone through, and the last position.
    /// </summary>
    public Audience BuiltAudience { get; set; }

    /// <inheritdoc cref="BuiltAudience"/>
    public int BuiltList { get; set; }

    /// <inheritdoc cref="BuiltAudience"/>
    public long BuiltPosition { get; set; } = long.MinValue;
}
