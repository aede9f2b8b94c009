using ArticleApi.Auth;
using ArticleApi.Core.Articles;

namespace ArticleApi.Editing;

/// <summary>What a caller may do to an article beside writing it; for editors and importers alike.</summary>
internal static class CallerPermissions
{
    /// <summary>
    /// Whether the caller may change when readers have it. Of a published article that is as much as publishing it.
    /// </summary>
    public static bool CanMoveVisibility(this Caller caller, Article article) =>
        !article.IsPublished || caller.HasScope(Scopes.Publish);
}
