using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http.Bodies;

namespace ArticleApi.Features.Articles;

/// <summary>Shows exactly these pictures, in this order.</summary>
internal static class ArrangeArticleImages
{
    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
        WriteContext write,
        ArticleImageEditor editor,
        HttpContext context
    )
    {
        var services = context.RequestServices;
        var written = await editor.ArrangeAsync(
            id,
            current => Read(body, JsonNode.Parse(current)!["images"]!.AsArray(), services),
            write,
            context.RequestAborted
        );

        return written.ToResult();
    }

    private static Submission<ImageOrderInput> Read(JsonBody body, JsonArray shown, IServiceProvider services)
    {
        var own = ReadOnlyMembers.RemoveFromImages(body.Object, shown);

        return new(BodyDeserializer.Deserialize<ImageOrderInput>(own, services), body.HasMember);
    }
}
