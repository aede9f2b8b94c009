namespace ArticleApi.Core.Articles;

/// <summary>
/// What makes an article part of a package: any of the values within a dimension, and all of the dimensions that name
/// any. Values are those that the filters of article lists take.
/// </summary>
/// <param name="Sections">Slugs.</param>
/// <param name="Tags">Slugs.</param>
/// <param name="Languages">BCP 47 tags; <c>en</c> takes <c>en-GB</c> in.</param>
/// <param name="Agencies">That filed it, photographed for it or are cited in it.</param>
/// <param name="Countries">ISO 3166-1 alpha-2 codes of where it was filed or its pictures taken.</param>
/// <param name="Access">Who gets the text of those who see the article.</param>
public sealed record PackageDefinition(
    ValueList<string> Sections,
    ValueList<string> Tags,
    ValueList<string> Languages,
    ValueList<string> Agencies,
    ValueList<string> Countries,
    ValueList<Access> Access
)
{
    public bool IsEmpty =>
        this
            is {
                Sections.Count: 0,
                Tags.Count: 0,
                Languages.Count: 0,
                Agencies.Count: 0,
                Countries.Count: 0,
                Access.Count: 0,
            };
}
