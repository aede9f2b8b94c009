using ArticleApi.Core.Articles;

namespace ArticleApi.Features.Packages;

/// <summary>
/// What keys can be limited to: articles with any of the values within a member, and in all of the members that name
/// any.
/// </summary>
public sealed record NewPackage
{
    public required string Name { get; init; }

    /// <summary>Slugs.</summary>
    public IReadOnlyList<string>? Sections { get; init; }

    /// <summary>Slugs.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>BCP 47 tags; <c>en</c> takes <c>en-GB</c> in.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>That filed it, photographed for it or are cited in it.</summary>
    public IReadOnlyList<string>? Agencies { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes of where it was filed or its pictures taken.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    public IReadOnlyList<Access>? Access { get; init; }
}
