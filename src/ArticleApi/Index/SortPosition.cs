namespace ArticleApi.Index;

/// <summary>
/// A place in an order: for publication the position, for other dates the date; ties are settled by the key.
/// </summary>
internal readonly record struct SortPosition(long At, long Key);
