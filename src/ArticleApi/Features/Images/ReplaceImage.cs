using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Images;

/// <summary>Replaces or patches a picture; the articles that show it are rendered anew.</summary>
internal static class ReplaceImage
{
    private static readonly string[] SetByService = ["id", "captionCount", "filePhotoEvidence", "updatedAt"];

    public static async Task<Results<JsonBytesResult<ImageResource>, Problem>> Handle(
        Guid id,
        JsonBody<ImageReplacement> body,
        WriteContext write,
        ImageEditor editor,
        ImageResponder responder
    )
    {
        var cancellation = responder.Context.RequestAborted;

        return await responder.ToResultAsync(
            await editor.ReplaceAsync(id, ReadAsync, write, cancellation),
            cancellation
        );

        async Task<Submission<ImageReplacement>> ReadAsync(Image image)
        {
            var current = ComponentResults.ToJson(await responder.LoadAsync(image, cancellation));
            var sent = ComponentResults.MergeOrReplace(responder.Context, body, current, SetByService);

            return new(
                BodyDeserializer.Deserialize<ImageReplacement>(sent.Object, responder.Context.RequestServices),
                sent.HasMember
            );
        }
    }
}
