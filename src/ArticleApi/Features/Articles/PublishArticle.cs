using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Lets readers see an article, at an instant that is yet to come only then. A withdrawn one comes back.
/// </summary>
internal static class PublishArticle
{
    public static async Task<IResult> Handle(
        Guid id,
        ValidatedBody<PublishRequest> body,
        WriteContext write,
        ArticleEditor editor,
        CancellationToken cancellation
    ) => (await editor.PublishAsync(id, body.Value.PublishedAt, write, cancellation)).ToResult();
}
