namespace ArticleApi.Core.Articles;

/// <summary>What an editor chose to be read next: an article here, or another address.</summary>
/// <param name="ArticleId">An article here; null where it is another address.</param>
/// <param name="Url">Another address; null where it is an article here.</param>
/// <param name="Title">What the address is called; an article has its headline.</param>
public sealed record RelatedLink(Guid? ArticleId, string? Url, string? Title)
{
    /// <summary>Of one article.</summary>
    public const int MaxCount = 20;

    /// <summary>Whether it leads to an article here, or to an address and says what that is called.</summary>
    public bool IsWhole() =>
        ArticleId is null ? Url is not null && !string.IsNullOrWhiteSpace(Title) : Url is null && Title is null;

    /// <summary>Whether two of them lead to the same.</summary>
    public static bool HasDoubles(IReadOnlyList<RelatedLink> links) =>
        links.DistinctBy(link => (link.ArticleId, link.Url)).Count() < links.Count;
}
