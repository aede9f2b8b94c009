using ArticleApi.Auth;
using ArticleApi.Editing;

namespace ArticleApi.Features.Datelines;

/// <summary>Deletes a dateline that nothing uses.</summary>
internal static class DeleteDateline
{
    public static async Task<IResult> Handle(
        Guid id,
        WriteContext write,
        DatelineEditor editor,
        HttpContext context,
        CancellationToken cancellation
    ) => (await editor.DeleteAsync(id, write, cancellation)).ToResult(context);
}
