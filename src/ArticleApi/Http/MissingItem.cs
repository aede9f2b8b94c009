namespace ArticleApi.Http;

/// <summary>Why an id that was asked for is not in the list.</summary>
/// <param name="Status">404, or 410 where it was withdrawn or deleted.</param>
public sealed record MissingItem(Guid Id, int Status, string? Reason);
