using System.ComponentModel.DataAnnotations;
using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Packages;

/// <summary>
/// What keys can be limited to: articles with any of the values within a member, and in all of the members that name
/// any.
/// </summary>
public sealed record NewPackage
{
    public required string Name { get; init; }

    /// <summary>Slugs.</summary>
    [MaxLength(Package.MaxValues)]
    public IReadOnlyList<string>? Sections { get; init; }

    /// <summary>Slugs.</summary>
    [MaxLength(Package.MaxValues)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>BCP 47 tags; <c>en</c> takes <c>en-GB</c> in.</summary>
    [MaxLength(Package.MaxValues)]
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>That filed it, photographed for it or are cited in it.</summary>
    [MaxLength(Package.MaxValues)]
    public IReadOnlyList<string>? Agencies { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes of where it was filed or its pictures taken.</summary>
    [MaxLength(Package.MaxValues)]
    public IReadOnlyList<string>? Countries { get; init; }

    [MaxLength(Package.MaxValues)]
    public IReadOnlyList<Access>? Access { get; init; }
}
