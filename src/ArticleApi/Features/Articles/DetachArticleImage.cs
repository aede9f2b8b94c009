using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>The article shows the picture no longer; the picture itself stays.</summary>
internal static class DetachArticleImage
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        [AsParameters] ArticleImageAddress address,
        WriteContext write,
        ArticleImageEditor editor,
        CancellationToken cancellation
    ) => (await editor.DetachAsync(address.Id, address.ImageId, write, cancellation)).ToResult();
}
