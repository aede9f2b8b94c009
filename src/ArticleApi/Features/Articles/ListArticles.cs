using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Features.Articles;

/// <summary>A page of articles under any filters, in any order.</summary>
internal static class ListArticles
{
    public static async Task<IResult> Handle(HttpContext context, Caller caller, ArticleDb db, Finder finder, Delivery delivery, CancellationToken cancellation)
    {
        var query = ListQuery.Of(context, ArticleLists.Shape);
        var representation = Representation.Of(query.Fields, query.Own["body"]);
        var full = query.Own["view"] == "full" || representation.NeedsFull;
        if (query.Ids.Count > 0)
            return await ByIds(context, query, representation, full, caller, db, delivery, cancellation);

        var exclude = query.Exclude.Count == 0 ? []
            : await db.Heads.Where(head => query.Exclude.Contains(head.ArticleId)).Select(head => head.ArticleKey).ToHashSetAsync(cancellation);
        var question = query.Ask(caller, exclude);
        var found = await finder.Find(question, query.After, query.Limit, cancellation);
        var documents = await delivery.Documents(found.Rows.Select(row => row.Key).ToList(), caller.Audiences, full, cancellation);
        var next = query.Token(found.Next);
        var count = query.CountAll ? await finder.Count(question, caller.HasKey ? int.MaxValue : ListShape.MostCounted, cancellation) : default;
        var page = new PageInfo(query.Limit, next, next is not null)
        {
            Incomplete = found.Incomplete ? true : null,
            Total = query.CountAll ? count.Count : null,
            Capped = query.CountAll ? count.Capped : null,
        };

        return ArticlePages.Answer(context, documents, representation.Of, page);
    }

    private static async Task<IResult> ByIds(HttpContext context, ListQuery query, Representation representation, bool full, Caller caller, ArticleDb db, Delivery delivery, CancellationToken cancellation)
    {
        var heads = await db.Heads.AsNoTracking().Where(head => query.Ids.Contains(head.ArticleId))
            .Select(head => new { head.ArticleId, head.ArticleKey, head.Audience, head.State, head.Reason }).ToDictionaryAsync(head => head.ArticleId, cancellation);
        var live = query.Ids.Where(id => heads.TryGetValue(id, out var head) && head.State == HeadState.Live && caller.Sees(head.Audience)).ToList();
        var documents = await delivery.Documents(live.Select(id => heads[id].ArticleKey).ToList(), caller.Audiences, full, cancellation);
        var missing = query.Ids.Except(live).Select(id =>
        {
            var gone = heads.TryGetValue(id, out var head) && head.State != HeadState.Live && caller.Sees(head.Audience);
            return new MissingItem(id, gone ? 410 : 404, gone ? head!.Reason : null);
        }).ToList();

        return ArticlePages.Answer(context, documents, representation.Of, new(query.Ids.Count, null, false), missing);
    }
}
