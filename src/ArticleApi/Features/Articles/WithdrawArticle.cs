using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>Takes an article from readers; its text leaves the log, and everyone who follows is told.</summary>
internal static class WithdrawArticle
{
    public static async Task<IResult> Handle(
        Guid id,
        ValidatedBody<WithdrawRequest> body,
        WriteContext write,
        ArticleEditor editor,
        CancellationToken cancellation
    )
    {
        var withdrawal = new Withdrawal(body.Value.Reason, body.Value.ReplacedBy);
        return (await editor.WithdrawAsync(id, withdrawal, write, cancellation)).ToResult();
    }
}
