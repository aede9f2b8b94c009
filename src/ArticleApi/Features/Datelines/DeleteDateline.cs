using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Datelines;

/// <summary>Deletes a dateline that nothing uses.</summary>
internal static class DeleteDateline
{
    public static async Task<Results<NoContentResult, Problem>> Handle(
        Guid id,
        WriteContext write,
        DatelineEditor editor,
        CancellationToken cancellation
    ) =>
        (await editor.DeleteAsync(id, write, cancellation)).Match<Results<NoContentResult, Problem>>(
            _ => NoContentResult.Instance,
            rejection => rejection.ToProblem()
        );
}
