using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>Takes a correction back that was none.</summary>
internal static class RemoveCorrection
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        [AsParameters] ArticleCorrectionAddress address,
        WriteContext write,
        CorrectionEditor editor,
        CancellationToken cancellation
    ) => (await editor.RemoveAsync(address.Id, address.CorrectionId, write, cancellation)).ToResult();
}
