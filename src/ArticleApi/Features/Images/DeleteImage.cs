using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Images;

/// <summary>Deletes a picture that no article shows, with its captions.</summary>
internal static class DeleteImage
{
    public static async Task<Results<NoContentResult, Problem>> Handle(
        Guid id,
        WriteContext write,
        ImageEditor editor,
        CancellationToken cancellation
    ) =>
        (await editor.DeleteAsync(id, write, cancellation)).Match<Results<NoContentResult, Problem>>(
            _ => NoContentResult.Instance,
            rejection => rejection.ToProblem()
        );
}
