namespace ArticleApi.Log;

/// <summary>What came of a commit.</summary>
/// <param name="JobId">The background job that renders the rest, where too many articles show what changed.</param>
public sealed record CommitResult(CommitStatus Status, Guid? JobId = null)
{
    /// <summary>The articles that were looked at, as the log now has them: nobody needs to read them back.</summary>
    internal IReadOnlyList<StoredArticle> Articles { get; init; } = [];
}
