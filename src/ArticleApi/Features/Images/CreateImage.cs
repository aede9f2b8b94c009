using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Images;

/// <summary>A new picture, with a caption where one is sent. Nobody sees it until an article shows it.</summary>
internal static class CreateImage
{
    public static async Task<Results<CreatedBytesResult<ImageResource>, Problem>> Handle(
        JsonBody<ImageInput> body,
        WriteContext write,
        ImageEditor editor,
        ImageResponder responder,
        CancellationToken cancellation
    )
    {
        var sent = Read(body.Object, responder.Context.RequestServices);
        return await responder.ToCreatedAsync(await editor.CreateAsync(sent, write, cancellation), cancellation);
    }

    public static Submission<ImageInput> Read(JsonObject body, IServiceProvider services) =>
        new(BodyDeserializer.Deserialize<ImageInput>(body, services), new JsonBody(body).HasMember);

    /// <summary>What was made before, as it now is.</summary>
    public static async Task<IResult> ReadOutcomeAsync(HttpContext context, IdempotencyRecord outcome)
    {
        var cancellation = context.RequestAborted;
        var image = await context
            .RequestServices.GetRequiredService<ArticleDb>()
            .Images.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == outcome.ItemId, cancellation);

        var responder = await ImageResponder.BindAsync(context);

        return image is null
            ? ComponentWriter.Deleted(ComponentKind.Image).ToProblem()
            : await responder.ToCreatedAsync(new WriteResult<Image>.Written(image), cancellation);
    }
}
