namespace ArticleApi.Import.Sources;

/// <summary>A file to be opened.</summary>
/// <param name="IsExplicit">Whether it was asked for itself, and not found in a folder or by a pattern.</param>
internal sealed record SourceFile(string Path, bool IsExplicit);
