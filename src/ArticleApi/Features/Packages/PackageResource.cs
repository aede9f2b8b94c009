using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Packages;

public enum PackageStatus
{
    /// <summary>Its articles are being indexed; its keys do not work yet.</summary>
    Building,
    Ready,
}

/// <summary>A package that keys can be limited to; it never changes.</summary>
/// <param name="Id">The same wherever the same package is made.</param>
/// <param name="ReadyAt">Since when its keys work.</param>
public sealed record PackageResource(
    Guid Id,
    string Name,
    PackageStatus Status,
    ValueList<string> Sections,
    ValueList<string> Tags,
    ValueList<string> Languages,
    ValueList<string> Agencies,
    ValueList<string> Countries,
    ValueList<Access> Access,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ReadyAt
)
{
    public static PackageResource From(Package package) =>
        new(
            package.Id,
            package.Name,
            package.ReadyAt is null ? PackageStatus.Building : PackageStatus.Ready,
            package.Definition.Sections,
            package.Definition.Tags,
            package.Definition.Languages,
            package.Definition.Agencies,
            package.Definition.Countries,
            package.Definition.Access,
            package.CreatedAt,
            package.ReadyAt
        );

    /// <summary>The same wherever the same package is made. No value has a tab in it.</summary>
    public static Guid IdOf(string name, PackageDefinition definition) =>
        StableId.Of(
            "package",
            name,
            string.Join('\t', definition.Sections),
            string.Join('\t', definition.Tags),
            string.Join('\t', definition.Languages),
            string.Join('\t', definition.Agencies),
            string.Join('\t', definition.Countries),
            string.Join('\t', definition.Access)
        );

    public static PackageDefinition ToDefinition(NewPackage sent)
    {
        return new(
            Sorted(sent.Sections),
            Sorted(sent.Tags),
            Sorted(sent.Languages),
            Sorted(sent.Agencies),
            Sorted(sent.Countries),
            (sent.Access ?? []).Distinct().Order().ToValueList()
        );

        // The order of the values means nothing, nor does one that comes twice.
        static ValueList<string> Sorted(IReadOnlyList<string>? values) =>
            (values ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList();
    }
}
