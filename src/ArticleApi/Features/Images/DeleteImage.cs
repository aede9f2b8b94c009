using ArticleApi.Auth;
using ArticleApi.Editing;

namespace ArticleApi.Features.Images;

/// <summary>Deletes a picture that no article shows, with its captions.</summary>
internal static class DeleteImage
{
    public static async Task<IResult> Handle(
        Guid id,
        WriteContext write,
        ImageEditor editor,
        ImageAnswer answer,
        CancellationToken cancellation
    ) => await answer.ToResultAsync(await editor.DeleteAsync(id, write, cancellation), cancellation);
}
