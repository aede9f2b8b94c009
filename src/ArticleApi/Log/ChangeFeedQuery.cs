using ArticleApi.Core.Articles;
using ArticleApi.Index;

namespace ArticleApi.Log;

/// <summary>What a follower of the change feed asks for.</summary>
/// <param name="Limit">The most entries that are returned at once.</param>
/// <param name="Visibility">What the follower may see.</param>
/// <param name="Filter">The follower's filters.</param>
/// <param name="HasDocuments">Whether entries have the article as the change made it.</param>
/// <param name="MaxDocumentBytes">
/// Once the documents of what is returned have as many bytes, reading stops as at the limit.
/// </param>
internal sealed record ChangeFeedQuery(
    int Limit,
    Visibility Visibility,
    VersionFilter Filter,
    bool HasDocuments,
    int MaxDocumentBytes = int.MaxValue
);
