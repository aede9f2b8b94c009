using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

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
        var services = responder.Context.RequestServices;
        var sent = new Submission<ImageInput>(
            BodyDeserializer.Deserialize<ImageInput>(body.Object, services),
            body.HasMember
        );

        return await responder.ToCreatedAsync(await editor.CreateAsync(sent, write, cancellation), cancellation);
    }
}
