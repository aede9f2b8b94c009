using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Datelines;

/// <summary>A new dateline. Facts that exist already are refused, naming the row that has them.</summary>
internal static class CreateDateline
{
    public static async Task<Results<CreatedBytesResult<DatelineResource>, Problem>> Handle(
        ValidatedBody<DatelineFactsInput> body,
        WriteContext write,
        DatelineEditor editor,
        HttpContext context,
        CancellationToken cancellation
    ) => (await editor.CreateAsync(body.Value, write, cancellation)).ToCreated(context);
}
