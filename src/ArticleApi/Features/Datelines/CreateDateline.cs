using ArticleApi.Auth;
using ArticleApi.Core.Datelines;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>What was made before, as it now is.</summary>
    public static async Task<IResult> ReadOutcomeAsync(HttpContext context, IdempotencyRecord outcome)
    {
        var cancellation = context.RequestAborted;
        var dateline = await context
            .RequestServices.GetRequiredService<ArticleDb>()
            .Datelines.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == outcome.ItemId, cancellation);

        return dateline is null
            ? ComponentWriter.Deleted(ComponentKind.Dateline).ToProblem()
            : ((WriteResult<Dateline>)new WriteResult<Dateline>.Written(dateline)).ToCreated(context);
    }
}
