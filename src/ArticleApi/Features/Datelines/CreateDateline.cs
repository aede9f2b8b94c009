using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Datelines;

/// <summary>A new dateline. Facts that exist already are refused, naming the row that has them.</summary>
internal static class CreateDateline
{
    public static async Task<IResult> Handle(
        ValidatedBody<DatelineFactsInput> body,
        WriteContext write,
        DatelineEditor editor,
        HttpContext context,
        CancellationToken cancellation
    ) => (await editor.CreateAsync(body.Value, write, cancellation)).ToCreated(context);
}
