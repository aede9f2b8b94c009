using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>Which articles show a component, and the articles with all that they show.</summary>
internal static class ArticleQueries
{
    /// <summary>The keys of the articles that show it.</summary>
    public static IQueryable<long> ArticlesUsing(this ArticleDb db, ComponentKind kind, long key) =>
        kind switch
        {
            ComponentKind.Image => db.ImageUses.Where(use => use.ImageKey == key).Select(use => use.ArticleKey),
            ComponentKind.Caption => db.ImageUses.Where(use => use.CaptionKey == key).Select(use => use.ArticleKey),
            _ => db
                .Articles.Where(article => article.DatelineKey == key)
                .Select(article => article.Key)
                .Union(db.ImageUses.Where(use => use.Caption!.DatelineKey == key).Select(use => use.ArticleKey)),
        };

    /// <summary>
    /// Heads that a renderer of a lower number made. Asked for apart from the higher ones, so that each is one range of
    /// an index.
    /// </summary>
    public static IQueryable<ArticleHead> RenderedBefore(this IQueryable<ArticleHead> heads, int number) =>
        heads
            .Where(head => head.State == HeadState.Live && head.RendererVersion < number)
            .OrderBy(head => head.RendererVersion)
            .ThenBy(head => head.ArticleKey);

    /// <inheritdoc cref="RenderedBefore"/>
    public static IQueryable<ArticleHead> RenderedAfter(this IQueryable<ArticleHead> heads, int number) =>
        heads
            .Where(head => head.State == HeadState.Live && head.RendererVersion > number)
            .OrderBy(head => head.RendererVersion)
            .ThenBy(head => head.ArticleKey);

    /// <summary>With the dateline, the pictures, their captions and those captions' datelines.</summary>
    public static IQueryable<Article> WithComponents(this IQueryable<Article> articles) =>
        articles
            .Include(article => article.Dateline)
            .Include(article => article.Images)
                .ThenInclude(use => use.Image)
            .Include(article => article.Images)
                .ThenInclude(use => use.Caption!.Dateline);
}
