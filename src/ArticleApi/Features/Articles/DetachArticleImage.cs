using ArticleApi.Auth;
using ArticleApi.Editing;

namespace ArticleApi.Features.Articles;

/// <summary>The article shows the picture no longer; the picture itself stays.</summary>
internal static class DetachArticleImage
{
    public static async Task<IResult> Handle(
        [AsParameters] ArticleImageAddress address,
        WriteContext write,
        ArticleImageEditor editor,
        CancellationToken cancellation
    ) => (await editor.DetachAsync(address.Id, address.ImageId, write, cancellation)).ToResult();
}
