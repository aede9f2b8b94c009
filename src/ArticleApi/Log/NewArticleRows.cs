using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>
/// A new article and what belongs to it alone: nothing of it is in the database yet, and <see cref="BulkTransaction"/>
/// gives it its keys.
/// </summary>
internal sealed record NewArticleRows(Article Article, ImportIdentity Identity, SourceRecord Source);
