namespace ArticleApi.Search;

/// <summary>
/// In which order, and from which end. <paramref name="Date"/> null is the order of publication, or of arrival for
/// images, captions and datelines.
/// </summary>
internal sealed record SortOrder(string? Date, bool Descending)
{
    public const string RelevanceName = "relevance";

    public static readonly SortOrder Newest = new(null, true);

    /// <summary>Best match first, newest first among equals; only with a search.</summary>
    public static readonly SortOrder Relevance = new(RelevanceName, true);
}
