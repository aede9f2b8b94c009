using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>Tells readers of a mistake in an article.</summary>
internal static class AddCorrection
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
        Guid id,
        ValidatedBody<CorrectionInput> body,
        WriteContext write,
        CorrectionEditor editor,
        CancellationToken cancellation
    ) => (await editor.AddAsync(id, body.Value, write, cancellation)).ToResult();
}
