namespace ArticleApi.Core.Articles;

/// <summary>A section or a tag: what readers see, and its stable name in addresses and filters.</summary>
/// <param name="Slug">The stable name, such as <c>world</c>.</param>
/// <param name="Name">The name as printed, such as <c>World</c>.</param>
public sealed record Label(string Slug, string Name)
{
    public const int MaxNameLength = 200;

    /// <summary>A label of a name; the slug is derived from it. Null where the name has no letter or digit.</summary>
    public static Label? FromName(string name) =>
        Articles.Slug.From(name) is { } slug ? new Label(slug.ToString(), name.Trim()) : null;
}

/// <summary>Who wrote or made it, as credited (IPTC By-line).</summary>
/// <param name="Slug">The stable name, used by the <c>byline</c> filter.</param>
/// <param name="Name">The name as printed, without "By".</param>
/// <param name="Role">What they did or are, as printed; null where the source does not say.</param>
public sealed record Byline(string Slug, string Name, string? Role)
{
    public const int MaxRoleLength = 500;
}
