namespace ArticleApi.Cli;

/// <summary>What is exported, and where to.</summary>
/// <param name="Where">The filters of the article list, as its query.</param>
/// <param name="After">The id of the last article that is there already; null to begin with the first.</param>
/// <param name="Output">Null for standard output.</param>
/// <param name="IncludesHidden">Whether drafts and embargoed articles are exported too.</param>
internal sealed record ExportOptions(string Where, string? After, FileInfo? Output, bool IncludesHidden);
