namespace ArticleApi.Http;

/// <summary>Why something that was asked for by its id or slug is not in the list.</summary>
/// <param name="Id">The id or slug, as it was asked for.</param>
/// <param name="Status">404, or 410 where it was withdrawn or deleted.</param>
public sealed record MissingItem(string Id, int Status, string? Reason);
