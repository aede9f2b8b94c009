using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

internal static class HeadExtensions
{
    /// <summary>What a version says of itself.</summary>
    public static VersionInfo ToVersionInfo(this ArticleHead head) =>
        new(head.Version, head.Audience, head.CreatedAt, head.AvailableAt, head.UpdatedAt, head.RevisedAt);

    /// <summary>The article as the log delivers it.</summary>
    public static StoredArticle ToStoredArticle(this ArticleHead head, byte[]? document) =>
        new(
            head.ArticleKey,
            head.ArticleId,
            head.State,
            head.Audience,
            head.Version,
            head.RendererVersion,
            head.UpdatedAt,
            head.Slug,
            head.Reason,
            head.ReplacedBy,
            head.ExpiredAt,
            document
        )
        {
            IsRestricted = head.Access != Access.Free,
        };
}
