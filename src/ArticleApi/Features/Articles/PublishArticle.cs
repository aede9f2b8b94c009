using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Lets readers see an article, at an instant that is yet to come only then. A withdrawn one comes back.
/// </summary>
internal static class PublishArticle
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        Guid id,
        ValidatedBody<PublishRequest> body,
        WriteContext write,
        ArticleEditor editor,
        CancellationToken cancellation
    ) => (await editor.PublishAsync(id, body.Value.PublishedAt, write, cancellation)).ToResult();
}
