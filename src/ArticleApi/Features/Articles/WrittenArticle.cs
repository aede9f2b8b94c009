using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>What a write answers: the article as the log now has it, or why nothing was written.</summary>
internal static class WrittenArticle
{
    public static Results<JsonBytesResult<ArticleDocument>, Problem> ToResult(this WriteResult<StoredArticle> result) =>
        result.Match<Results<JsonBytesResult<ArticleDocument>, Problem>>(
            written => written.Item!.ToJson(),
            rejection => rejection.ToProblem()
        );

    public static Results<CreatedBytesResult<ArticleDocument>, Problem> ToCreated(
        this WriteResult<StoredArticle> result,
        HttpContext context
    ) =>
        result.Match<Results<CreatedBytesResult<ArticleDocument>, Problem>>(
            written => new CreatedBytesResult<ArticleDocument>(
                written.Item!.ToJson(),
                context.Request.PathBase + Links.Article(written.Item!.Id.ToString())
            ),
            rejection => rejection.ToProblem()
        );
}
