using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>Takes an article from readers; its text leaves the log, and everyone who follows is told.</summary>
internal static class WithdrawArticle
{
    public static async Task<Results<JsonBytesResult<ArticleDocument>, Problem>> Handle(
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
