using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Images;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Captions;

/// <summary>Replaces or patches a caption; the articles that show it are rendered anew.</summary>
internal static class ReplaceCaption
{
    private static readonly string[] SetByService = ["id", "imageId", "updatedAt"];

    // What the reader derives from raw is read again where only raw changed.
    private static readonly string[] DerivedMembers = ["text", "dateline"];

    public static async Task<Results<JsonBytesResult<CaptionResource>, Problem>> Handle(
        Guid id,
        JsonBody<CaptionInput> body,
        WriteContext write,
        CaptionEditor editor,
        HttpContext context
    )
    {
        var change = ComponentChange.From(body, context.Request);
        var written = await editor.ReplaceAsync(
            id,
            caption => Read(change, caption, context.RequestServices),
            write,
            context.RequestAborted
        );

        return written.ToResult(context);
    }

    public static Submission<CaptionInput> Read(ComponentChange change, Caption caption, IServiceProvider services)
    {
        var current = ComponentResults.ToJson(CaptionResource.From(caption));
        var sent = change.Apply(current, SetByService);
        RemoveUnchangedDerived(sent.Object, current);

        return new(BodyDeserializer.Deserialize<CaptionInput>(sent.Object, services), sent.HasMember);
    }

    private static void RemoveUnchangedDerived(JsonObject sent, JsonObject current)
    {
        if (sent["dateline"] is JsonObject dateline && JsonNode.DeepEquals(dateline["id"], current["dateline"]?["id"]))
            dateline.Remove("id");
        if (sent["dateline"] is JsonObject stated)
            CoupledMembers.RemoveStalePrint(stated, current["dateline"] as JsonObject);
        if (sent["raw"] is null || JsonNode.DeepEquals(sent["raw"], current["raw"]))
            return;

        (current["dateline"] as JsonObject)?.Remove("id");
        foreach (var name in DerivedMembers.Where(name => JsonNode.DeepEquals(sent[name], current[name])))
            sent.Remove(name);
    }
}
