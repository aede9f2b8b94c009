namespace ArticleApi.Index;

/// <summary>
/// What an entry was and what it becomes; nothing before for a new one, nothing after for one that goes.
/// </summary>
internal sealed record IndexChange(IndexEntry? Before, IndexEntry? After);
