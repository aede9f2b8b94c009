using ArticleApi.Core.Articles;

namespace ArticleApi.Log;

/// <summary>What a follower of the change feed asks for.</summary>
/// <param name="Limit">The most entries that are returned at once.</param>
/// <param name="Visibility">What the follower may see.</param>
/// <param name="Matches">Whether a version with these terms passes the follower's filters.</param>
/// <param name="HasDocuments">Whether entries have the article as the change made it.</param>
internal sealed record ChangeFeedQuery(int Limit, Visibility Visibility, Func<string, bool> Matches, bool HasDocuments);
