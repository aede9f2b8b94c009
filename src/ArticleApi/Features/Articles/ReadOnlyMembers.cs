using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Lets GET, edit, PUT work. Members that the service sets are taken out of what was sent back where they are
/// unchanged, and refused where they are not; members that readers derive are left to the readers again where only the
/// text they were read from changed.
/// </summary>
internal static class ReadOnlyMembers
{
    private static readonly string[] SetByService =
    [
        "id",
        "url",
        "version",
        "status",
        "lede",
        "createdAt",
        "availableAt",
        "updatedAt",
        "revisedAt",
        "embargoSetBy",
        "publishable",
        "wordCount",
        "imageCount",
        "leadImage",
    ];

    private static readonly ReadOnlyPlace Status = new(
        "",
        "as it is: POST to the article's /publish and /withdraw to change it"
    );

    private static readonly Dictionary<string, Func<JsonObject, string>> BodyForms = new()
    {
        ["bodyHtml"] = article => BodyHtml.Render(Read<Block>(article["body"]), Read<ImageDocument>(article["images"])),
        ["bodyText"] = article => BodyText.Render(Read<Block>(article["body"])),
    };

    private static readonly string[] DerivedMembers = ["dateline", "attributions"];

    private static readonly string[] ImageUseMembers = ["id", "role", "position", "caption"];

    public static JsonObject Remove(JsonObject sent, JsonObject current)
    {
        var errors = new FieldErrors();
        foreach (var name in SetByService)
            ReadOnlyMember.Remove(sent, name, current[name], errors, name == "status" ? Status : ReadOnlyPlace.Body);

        // What a write told of another is no member of the article.
        sent.Remove(WrittenArticle.Warnings);
        RemoveBodyForms(sent, current);
        if (!JsonNode.DeepEquals(sent["body"], current["body"]))
        {
            foreach (
                var derived in DerivedMembers.Where(name =>
                    sent.ContainsKey(name) && JsonNode.DeepEquals(sent[name], current[name])
                )
            )
                sent.Remove(derived);
        }

        RemoveBlocksOfGoneImages(sent, current);

        if (sent["dateline"] is JsonObject dateline)
        {
            var own = current["dateline"] as JsonObject;
            ReadOnlyMember.Remove(dateline, "id", own?["id"], errors, new("/dateline", "as it is, or left out"));
            CoupledMembers.RemoveStalePrint(dateline, own);
        }

        RemoveFromImages(sent, current["images"]!.AsArray(), errors);
        ThrowIfAny(errors);
        return sent;
    }

    /// <summary>
    /// The same for a body that names pictures of its own; a picture that exists is changed at its own address.
    /// </summary>
    /// <param name="shown">The article's pictures as they were read; none for a new article.</param>
    public static JsonObject RemoveFromImages(JsonObject sent, JsonArray shown)
    {
        var errors = new FieldErrors();
        RemoveFromImages(sent, shown, errors);
        ThrowIfAny(errors);
        return sent;
    }

    /// <summary>The same for a body that is one picture.</summary>
    public static JsonObject RemoveFromImage(JsonObject sent)
    {
        var errors = new FieldErrors();
        RemoveFromImage(sent, [], "", errors);
        ThrowIfAny(errors);
        return sent;
    }

    // bodyHtml or bodyText stands for the body. As GET gave it, it says that the blocks stay; changed, the blocks of
    // the merged document are the old ones.
    private static void RemoveBodyForms(JsonObject sent, JsonObject current)
    {
        var form = BodyForms.Keys.FirstOrDefault(sent.ContainsKey);
        if (form is null || BodyForms.Keys.Count(sent.ContainsKey) > 1)
            return;

        var isSame = JsonNode.DeepEquals(sent["body"], current["body"]);
        if (
            (isSame || !sent.ContainsKey("body"))
            && sent[form] is JsonValue value
            && value.TryGetValue<string>(out var text)
            && text == BodyForms[form](current)
        )
        {
            sent["body"] = current["body"]!.DeepClone();
            sent.Remove(form);
        }
        else if (isSame)
        {
            sent.Remove("body");
        }
    }

    // A picture that is taken away takes its blocks with it.
    private static void RemoveBlocksOfGoneImages(JsonObject sent, JsonObject current)
    {
        if (sent["body"] is not JsonArray body)
            return;

        var gone = IdsOf(current["images"]).Except(IdsOf(sent["images"])).ToHashSet();
        for (var i = body.Count - 1; gone.Count > 0 && i >= 0; i--)
        {
            if (
                body[i] is JsonObject block
                && TextOf(block, "type") == "image"
                && gone.Contains(TextOf(block, "image"))
            )
                body.RemoveAt(i);
        }

        static IEnumerable<string?> IdsOf(JsonNode? images) =>
            images is JsonArray array
                ? array.OfType<JsonObject>().Select(image => TextOf(image, "id")).Where(id => id is not null)
                : [];

        static string? TextOf(JsonObject holder, string name) =>
            holder[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text.ToLowerInvariant() : null;
    }

    private static void RemoveFromImages(JsonObject sent, JsonArray shown, FieldErrors errors)
    {
        // Too many are refused by their number, before any of them is looked at.
        if (sent["images"] is not JsonArray { Count: <= Article.MaxImages } images)
            return;

        for (var i = 0; i < images.Count && !errors.IsTruncated; i++)
            RemoveFromImage(images[i], shown, $"/images/{i}", errors);
    }

    private static ValueList<T> Read<T>(JsonNode? list) => list.Deserialize<ValueList<T>>(ArticleJson.Options) ?? [];

    private static void ThrowIfAny(FieldErrors errors)
    {
        if (errors.Count > 0)
            throw new ProblemException(Problem.InvalidRequest(errors));
    }

    // A picture's own members are changed at its own address; here they may only be sent back.
    private static void RemoveFromImage(JsonNode? node, JsonArray current, string pointer, FieldErrors errors)
    {
        if (node is not JsonObject image || image["id"] is not JsonValue id)
            return;

        var shown = current.OfType<JsonObject>().FirstOrDefault(known => JsonNode.DeepEquals(known["id"], id));
        var place = new ReadOnlyPlace(pointer, "as it is: change the picture at /v1/images/{id}");
        foreach (var name in image.Select(member => member.Key).Except(ImageUseMembers).ToList())
            ReadOnlyMember.Remove(image, name, shown?[name], errors, place);
        // The list's order counts; positions sent back from another order would contradict it.
        if (shown is not null && JsonNode.DeepEquals(image["position"], shown["position"]))
            image.Remove("position");
        if (image["caption"] is not JsonObject caption || caption["id"] is null)
            return;

        var captionShown = shown?["caption"] as JsonObject;
        var same = JsonNode.DeepEquals(captionShown?["id"], caption["id"]);
        var captionPlace = new ReadOnlyPlace(pointer + "/caption", "as it is: change the caption at /v1/captions/{id}");
        foreach (var name in caption.Select(member => member.Key).Where(name => name != "id").ToList())
            ReadOnlyMember.Remove(caption, name, same ? captionShown![name] : null, errors, captionPlace);
    }
}
