using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>What a write answers: the article as the log now has it, or why nothing was written.</summary>
internal static class WrittenArticle
{
    public static IResult ToResult(this WriteResult<StoredArticle> written) =>
        written switch
        {
            WriteResult<StoredArticle>.Rejected rejected => rejected.Rejection.ToProblem(),
            WriteResult<StoredArticle>.Written { Item: { } article } => GetArticle.ToResult(article),
            _ => Results.NoContent(),
        };

    public static IResult ToCreated(this WriteResult<StoredArticle> written, HttpContext context) =>
        written is WriteResult<StoredArticle>.Written { Item: { } article }
            ? GetArticle.ToResult(article) with
            {
                StatusCode = StatusCodes.Status201Created,
                Location = context.Request.PathBase + Links.Article(article.Id.ToString()),
            }
            : written.ToResult();
}
