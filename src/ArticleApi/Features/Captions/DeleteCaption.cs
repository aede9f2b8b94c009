using ArticleApi.Auth;
using ArticleApi.Editing;

namespace ArticleApi.Features.Captions;

/// <summary>Deletes a caption that no article shows.</summary>
internal static class DeleteCaption
{
    public static async Task<IResult> Handle(
        Guid id,
        WriteContext write,
        CaptionEditor editor,
        HttpContext context,
        CancellationToken cancellation
    ) => (await editor.DeleteAsync(id, write, cancellation)).ToResult(context);
}
