using ArticleApi.Auth;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

internal static class ArticleVersionQueries
{
    /// <summary>
    /// The versions of an article that the caller may see, as both must be; erased versions are nobody's.
    /// </summary>
    public static IQueryable<ArticleVersion> VersionsVisibleTo(
        this ArticleDb db,
        Caller caller,
        StoredArticle article
    ) =>
        db
            .Versions.AsNoTracking()
            .Where(row =>
                row.ArticleKey == article.Key && row.Document != null && caller.Audiences.Contains(row.Audience)
            );
}
