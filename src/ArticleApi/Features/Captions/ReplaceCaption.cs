using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Editing.Contracts;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Captions;

/// <summary>Replaces or patches a caption; the articles that show it are rendered anew.</summary>
internal static class ReplaceCaption
{
    private static readonly string[] SetByService = ["id", "imageId", "updatedAt"];

    // What the reader derives from raw is read again where only raw changed.
    private static readonly string[] DerivedMembers = ["text", "dateline"];

    public static async Task<IResult> Handle(
        Guid id,
        JsonBody body,
        HttpContext context,
        Caller caller,
        ArticleDb db,
        ComponentListHandler pages,
        ArticleFactory making,
        ArticleLog log,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var caption = await db.Captions.WithImageAndDateline().FirstOrDefaultAsync(row => row.Id == id, cancellation);
        if (!await pages.IsVisibleAsync(caller, ComponentKind.Caption, caption?.Key, cancellation) || caption is null)
            return ComponentResults.NotFound("caption", id);
        if (Preconditions.CheckIfMatch(context.Request, caption.Revision) is { } held)
            return held;

        var current = CaptionResource.From(caption);
        var sent = ComponentResults.MergeOrReplace(context, body, current, SetByService);
        RemoveUnchangedDerived(
            sent.Object,
            System.Text.Json.JsonSerializer.SerializeToNode(current, Core.Articles.ArticleJson.Options)!.AsObject()
        );
        var draft = BodyDeserializer
            .Deserialize<CaptionInput>(sent.Object, context.RequestServices)
            .ToDraft(sent.HasMember("dateline"));
        if (
            !caption.Replace(
                draft,
                await making.GetOrCreateDatelineAsync(draft.Dateline, cancellation),
                clock.GetUtcNow()
            )
        )
            return ComponentResults.ToResult(
                context,
                CaptionResource.From(caption),
                caption.Revision,
                caption.UpdatedAt
            );

        var committed = await log.CommitAsync(new(caller.Actor, ChangeCause.CaptionChanged), cancellation);
        return ComponentResults.ToProblem(committed, context, ProblemTypes.Conflict)
            ?? ComponentResults.ToResult(
                context,
                CaptionResource.From(caption),
                caption.Revision,
                caption.UpdatedAt,
                job: committed.JobId
            );
    }

    private static void RemoveUnchangedDerived(JsonObject sent, JsonObject current)
    {
        if (sent["dateline"] is JsonObject dateline && JsonNode.DeepEquals(dateline["id"], current["dateline"]?["id"]))
            dateline.Remove("id");
        if (sent["raw"] is null || JsonNode.DeepEquals(sent["raw"], current["raw"]))
            return;

        (current["dateline"] as JsonObject)?.Remove("id");
        foreach (var name in DerivedMembers.Where(name => JsonNode.DeepEquals(sent[name], current[name])))
            sent.Remove(name);
    }
}
