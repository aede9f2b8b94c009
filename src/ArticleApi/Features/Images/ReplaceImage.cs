using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Storage;
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
        var (context, cancellation) = (responder.Context, responder.Context.RequestAborted);
        var change = ComponentChange.From(body, context.Request);
        var written = await editor.ReplaceAsync(
            id,
            image => ReadAsync(change, image, write.Caller, context.RequestServices, cancellation),
            write,
            cancellation
        );

        return await responder.ToResultAsync(written, cancellation);
    }

    public static async Task<Submission<ImageReplacement>> ReadAsync(
        ComponentChange change,
        Image image,
        Caller caller,
        IServiceProvider services,
        CancellationToken cancellation
    )
    {
        var db = services.GetRequiredService<ArticleDb>();
        var current = ComponentResults.ToJson(await ImageResource.LoadAsync(db, caller, image, cancellation));
        var sent = change.Apply(current, SetByService);

        return new(BodyDeserializer.Deserialize<ImageReplacement>(sent.Object, services), sent.HasMember);
    }
}
