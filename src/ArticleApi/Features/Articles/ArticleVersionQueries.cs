using ArticleApi.Auth;
using ArticleApi.Index;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>
/// The versions of an article that somebody may see, as both must be; erased versions are nobody's, and what an article
/// was outside a package is not told to those who get the package.
/// </summary>
internal sealed class ArticleVersionQueries(ArticleDb db, IndexKeys keys)
{
    public async Task<IQueryable<ArticleVersion>> VisibleToAsync(
        Caller caller,
        StoredArticle article,
        CancellationToken cancellation
    )
    {
        var versions = db
            .Versions.AsNoTracking()
            .Where(row =>
                row.ArticleKey == article.Key && row.Document != null && caller.Audiences.Contains(row.Audience)
            );
        if (caller.Visibility.Package is not { } package)
            return versions;

        var matcher = VersionFilter.Of(package).ToMatcher(keys);
        var numbers = new List<int>();
        await foreach (
            var row in versions
                .Select(row => new { row.Number, row.Lists })
                .AsAsyncEnumerable()
                .WithCancellation(cancellation)
        )
        {
            if (matcher.Matches(row.Lists))
                numbers.Add(row.Number);
        }

        return versions.Where(row => numbers.Contains(row.Number));
    }
}
