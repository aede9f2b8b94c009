using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>A page of articles under any filters, in any order, as ready bytes.</summary>
internal static class ListArticles
{
    public static async Task<IResult> Handle(HttpContext context, Caller caller, ArticleDb db, Finder finder, Delivery delivery, CancellationToken cancellation)
    {
        var query = ListQuery.Of(context, ArticleLists.Shape);
        var representation = new Representation(query.Fields, context.Request.Query["body"].FirstOrDefault() ?? "blocks");
        var full = context.Request.Query["view"] == "full" || representation.NeedsFull;
        if (query.Ids.Count > 0)
            return await ByIds(query, representation, full, caller, db, delivery, cancellation);

        var exclude = query.Exclude.Count == 0 ? []
            : await db.Heads.Where(head => query.Exclude.Contains(head.ArticleId)).Select(head => head.ArticleKey).ToHashSetAsync(cancellation);
        var question = query.Ask(caller, exclude);
        var found = await finder.Find(question, query.After, query.Limit, cancellation);
        var documents = await delivery.Documents(found.Rows.Select(row => row.Key).ToList(), caller.Audiences, full, cancellation);
        var next = query.Token(found.Next);
        var page = new JsonObject { ["limit"] = query.Limit, ["next"] = next, ["hasMore"] = next is not null };
        if (found.Incomplete)
            page["incomplete"] = true;
        if (query.CountAll)
        {
            var (count, capped) = await finder.Count(question, caller.HasKey ? int.MaxValue : ListShape.MostCounted, cancellation);
            (page["total"], page["capped"]) = (count, capped);
        }

        return new BytesAnswer(Compose(documents, representation, page, null), Answers.Json)
        {
            Links = next is null ? [] : [$"<{Addresses.Page(context.Request, next)}>; rel=\"next\""],
        };
    }

    private static async Task<IResult> ByIds(ListQuery query, Representation representation, bool full, Caller caller, ArticleDb db, Delivery delivery, CancellationToken cancellation)
    {
        var heads = await db.Heads.AsNoTracking().Where(head => query.Ids.Contains(head.ArticleId))
            .Select(head => new { head.ArticleId, head.ArticleKey, head.Audience, head.State, head.Reason }).ToDictionaryAsync(head => head.ArticleId, cancellation);
        var live = query.Ids.Where(id => heads.TryGetValue(id, out var head) && head.State == HeadState.Live && caller.Sees(head.Audience)).ToList();
        var documents = await delivery.Documents(live.Select(id => heads[id].ArticleKey).ToList(), caller.Audiences, full, cancellation);
        var missing = query.Ids.Except(live).Select(id =>
        {
            var gone = heads.TryGetValue(id, out var head) && head.State != HeadState.Live && caller.Sees(head.Audience);
            return (JsonNode)new JsonObject { ["id"] = id, ["status"] = gone ? 410 : 404, ["reason"] = gone ? head!.Reason : null };
        });
        var page = new JsonObject { ["limit"] = query.Ids.Count, ["next"] = null, ["hasMore"] = false };

        return new BytesAnswer(Compose(documents, representation, page, new JsonArray([.. missing])), Answers.Json);
    }

    private static byte[] Compose(IReadOnlyList<byte[]> documents, Representation representation, JsonObject page, JsonArray? missing)
    {
        using var result = new MemoryStream(documents.Sum(document => document.Length) + 256);
        result.Write("{\"data\":["u8);
        for (var i = 0; i < documents.Count; i++)
        {
            if (i > 0)
                result.WriteByte((byte)',');
            result.Write(representation.Of(documents[i]).Span);
        }

        result.Write("],\"page\":"u8);
        result.Write(JsonSerializer.SerializeToUtf8Bytes(page, ArticleJson.Options));
        if (missing is not null)
            result.Write(Encoding.UTF8.GetBytes(",\"missing\":" + missing.ToJsonString(ArticleJson.Options)));
        result.WriteByte((byte)'}');
        return result.ToArray();
    }
}
