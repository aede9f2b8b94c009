namespace ArticleApi.Index;

/// <summary>
/// A process of another version indexes this database: what this one would write or look for does not fit.
/// </summary>
internal sealed class IndexVersionMismatchException()
    : InvalidOperationException("Another version of the service indexes this database.");
