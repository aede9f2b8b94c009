using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>
/// The withdrawn articles, the last withdrawn first, for those who may restore them. They stand in no index and their
/// text not in the log: they are rendered from their rows.
/// </summary>
internal sealed class WithdrawnArticles(ArticleRenderer renderer, IServiceScopeFactory scopes)
{
    /// <param name="before">The sequence of the last one read; null at the beginning.</param>
    /// <returns>The articles, and the sequence to go on before; null where none follow.</returns>
    public async Task<(IReadOnlyList<ArticleDocument> Articles, long? Next)> ReadAsync(
        IReadOnlyList<Audience> audiences,
        long? before,
        int limit,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArticleDb>();
        var last = before ?? long.MaxValue;
        var heads = await db
            .Heads.AsNoTracking()
            .Where(head =>
                head.State == HeadState.Withdrawn && head.Sequence < last && audiences.Contains(head.Audience)
            )
            .OrderByDescending(head => head.Sequence)
            .Select(head => new
            {
                head.Sequence,
                head.ArticleKey,
                head.Version,
                head.CreatedAt,
                head.UpdatedAt,
            })
            .Take(limit + 1)
            .ToListAsync(cancellation);
        var shown = heads.Take(limit).ToList();
        var articles = await ReadArticlesAsync(db, shown.ConvertAll(head => head.ArticleKey), cancellation);

        return (
            [
                .. shown
                    // What was deleted meanwhile is not there any more.
                    .Where(head => articles.ContainsKey(head.ArticleKey))
                    .Select(head =>
                        renderer.Render(
                            articles[head.ArticleKey],
                            new(head.Version, Audience.Staff, head.CreatedAt, null, head.UpdatedAt, null)
                        )
                    ),
            ],
            heads.Count > limit ? shown[^1].Sequence : null
        );
    }

    // The pictures find their articles by being tracked with them: joined to them, they would have to be sorted.
    private static async Task<Dictionary<long, Article>> ReadArticlesAsync(
        ArticleDb db,
        List<long> keys,
        CancellationToken cancellation
    )
    {
        await db
            .ImageUses.Include(use => use.Image)
            .Include(use => use.Caption!.Dateline)
            .Where(use => keys.Contains(use.ArticleKey))
            .LoadAsync(cancellation);

        return await db
            .Articles.Include(article => article.Dateline)
            .Where(article => keys.Contains(article.Key))
            .ToDictionaryAsync(article => article.Key, cancellation);
    }
}
