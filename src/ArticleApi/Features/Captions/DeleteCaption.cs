using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Captions;

/// <summary>Deletes a caption that no article shows.</summary>
internal static class DeleteCaption
{
    public static async Task<Results<NoContentResult, Problem>> Handle(
        Guid id,
        WriteContext write,
        CaptionEditor editor,
        CancellationToken cancellation
    ) =>
        (await editor.DeleteAsync(id, write, cancellation)).Match<Results<NoContentResult, Problem>>(
            _ => NoContentResult.Instance,
            rejection => rejection.ToProblem()
        );
}
