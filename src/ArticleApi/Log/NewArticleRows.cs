using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>
/// A new article and what belongs to it alone: nothing of it is in the database yet, and <see cref="BulkTransaction"/>
/// gives it its keys.
/// </summary>
internal sealed record NewArticleRows(Article Article, ImportIdentity Identity, SourceRecord Source)
{
    /// <summary>Tells rows that have got their keys of each other. Datelines have theirs before.</summary>
    public void SetForeignKeys()
    {
        Source.SetKey(nameof(SourceRecord.ArticleKey), Article.Key);
        Article.SetKey(nameof(Article.DatelineKey), Article.Dateline?.Key);
        foreach (var use in Article.Images)
        {
            use.SetKey(nameof(ImageUse.ArticleKey), Article.Key)
                .SetKey(nameof(ImageUse.ImageKey), use.Image.Key)
                .SetKey(nameof(ImageUse.CaptionKey), use.Caption?.Key);
            use.Caption?.SetKey(nameof(Caption.ImageKey), use.Image.Key)
                .SetKey(nameof(Caption.DatelineKey), use.Caption.Dateline?.Key);
        }
    }
}
