using ArticleApi.Auth;
using ArticleApi.Http.Bodies;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Lets readers see an article, at an instant that is yet to come only then. A withdrawn one comes back.
/// </summary>
internal static class PublishArticle
{
    public static Task<IResult> Handle(
        Guid id,
        ValidatedBody<PublishRequest> body,
        HttpContext context,
        Caller caller,
        StatusTransition transition,
        TimeProvider clock,
        CancellationToken cancellation
    ) =>
        transition.ApplyAsync(
            id,
            context,
            caller,
            new(caller.Actor, ChangeCause.Published),
            article => article.Publish(body.Value.PublishedAt, clock.GetUtcNow()),
            cancellation
        );
}
