using ArticleApi.Auth;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>Takes an article from readers; its text leaves the log, and everyone who follows is told.</summary>
internal static class WithdrawArticle
{
    public static async Task<IResult> Handle(
        Guid id,
        ValidatedBody<WithdrawRequest> body,
        HttpContext context,
        Caller caller,
        StatusTransition transition,
        ArticleReader delivery,
        CancellationToken cancellation
    )
    {
        if (
            body.Value.ReplacedBy is { } other
            && (other == id || (await delivery.FindVisibleAsync(caller, other, cancellation)).Article is null)
        )
            return Problem.InvalidRequest(
                FieldError.Body("/replacedBy", other.ToString(), "does-not-exist", "another article that you can see")
            );

        return await transition.ApplyAsync(
            id,
            context,
            caller,
            new(caller.Actor, ChangeCause.Withdrawn, body.Value.Reason, body.Value.ReplacedBy),
            article => article.Withdraw(),
            cancellation
        );
    }
}
