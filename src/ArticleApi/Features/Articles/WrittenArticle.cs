using System.Text;
using System.Text.Json;
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
    /// <summary>The member that tells what of a write was left out; only answers to writes have it.</summary>
    public const string Warnings = "warnings";

    public static Results<JsonBytesResult<ArticleDocument>, Problem> ToResult(this WriteResult<StoredArticle> result) =>
        result.Match<Results<JsonBytesResult<ArticleDocument>, Problem>>(
            written => ToJson(written),
            rejection => rejection.ToProblem()
        );

    public static Results<CreatedBytesResult<ArticleDocument>, Problem> ToCreated(
        this WriteResult<StoredArticle> result,
        HttpContext context
    ) =>
        result.Match<Results<CreatedBytesResult<ArticleDocument>, Problem>>(
            written => new CreatedBytesResult<ArticleDocument>(
                ToJson(written),
                context.Request.PathBase + Links.Article(written.Item!.Id.ToString())
            ),
            rejection => rejection.ToProblem()
        );

    private static JsonBytesResult<ArticleDocument> ToJson(WriteResult<StoredArticle>.Written written)
    {
        var article = written.Item!.ToJson();
        if (written.Warnings.Count == 0)
            return article;

        var warnings = JsonSerializer.Serialize(written.Warnings.ToFieldErrors(), ArticleJson.Options);
        return article with
        {
            Bytes = (byte[])[.. article.Bytes.Span[..^1], .. Encoding.UTF8.GetBytes($",\"{Warnings}\":{warnings}}}")],
        };
    }
}
