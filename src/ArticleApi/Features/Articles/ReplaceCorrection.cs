using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>Says a correction otherwise.</summary>
internal static class ReplaceCorrection
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        [AsParameters] ArticleCorrectionAddress address,
        ValidatedBody<CorrectionInput> body,
        WriteContext write,
        CorrectionEditor editor,
        CancellationToken cancellation
    ) => (await editor.ReplaceAsync(address.Id, address.CorrectionId, body.Value, write, cancellation)).ToResult();
}
