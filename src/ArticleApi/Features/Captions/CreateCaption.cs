using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>A new caption of a picture. What was printed is enough: the credit and dateline are read from it.</summary>
internal static class CreateCaption
{
    public static async Task<Results<CreatedBytesResult<CaptionResource>, Problem>> Handle(
        JsonBody<NewCaptionInput> body,
        WriteContext write,
        HttpContext context,
        CancellationToken cancellation
    ) => (await ExecuteAsync(body, write, context.RequestServices, cancellation)).ToCreated(context);

    public static Task<WriteResult<Caption>> ExecuteAsync(
        JsonBody body,
        WriteContext write,
        IServiceProvider services,
        CancellationToken cancellation
    )
    {
        var input = BodyDeserializer.Deserialize<NewCaptionInput>(body.Object, services);
        var noImage = Rejection.Invalid(
            InputError.Member("/imageId", input.ImageId.ToString(), "does-not-exist", "an image that exists")
        );
        var sent = new Submission<CaptionInput>(input.Caption, body.HasMember);

        return services
            .GetRequiredService<CaptionEditor>()
            .CreateAsync(input.ImageId, sent, noImage, write, cancellation);
    }

    /// <summary>What was made before, as it now is.</summary>
    public static async Task<IResult> ReadOutcomeAsync(HttpContext context, IdempotencyRecord outcome)
    {
        var cancellation = context.RequestAborted;
        var caption = await context
            .RequestServices.GetRequiredService<ArticleDb>()
            .Captions.AsNoTracking()
            .WithImageAndDateline()
            .FirstOrDefaultAsync(row => row.Id == outcome.ItemId, cancellation);

        return caption is null
            ? ComponentWriter.Deleted(ComponentKind.Caption).ToProblem()
            : ((WriteResult<Caption>)new WriteResult<Caption>.Written(caption)).ToCreated(context);
    }
}
