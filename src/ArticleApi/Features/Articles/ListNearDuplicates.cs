using System.Globalization;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Search;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>
/// The articles whose body is much like this one's, such as wire copy that ran under another headline, newest first.
/// Each has
/// <c>similarity</c>: the share of phrases that both have, as an estimate, 0 to 1. Bodies of fewer than 20 words, the
/// commonest left out, are not compared.
/// </summary>
internal static class ListNearDuplicates
{
    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        ListDefinition.Limit,
        ListDefinition.CursorParameter,
        ListDefinition.Fields,
    ];

    public static async Task<Results<PageBytesResult<ArticleDocument>, InsteadOfArticle>> Handle(
        string id,
        HttpContext context,
        ArticleLookup articles,
        NearDuplicateFinder finder,
        SearchRunner searches
    )
    {
        var cancellation = context.RequestAborted;
        var (article, instead) = await articles.FindAsync(id, cancellation, whole: false);
        if (instead is not null)
            return instead;

        var reader = new QueryStringReader(context.Request.Query);
        var limit = ListDefinition.ReadLimit(reader);
        var representation = Representation.Parse(ListQuery.ParseFields(reader, typeof(ArticleDocument)), null);
        var identity = $"duplicates {article!.Id}";
        var seal = context.RequestServices.GetRequiredService<CursorSeal>();
        var before = PageCursor.Read(reader, identity, seal)?.SortValue ?? long.MaxValue;
        reader.ThrowIfInvalid();

        var found = (
            await searches.RunAsync(
                token => finder.FindAsync(article.Key, articles.Caller.Audiences, token),
                isTimed: false,
                cancellation
            )
        )
            .Where(duplicate => duplicate.Row.At < before)
            .Take(limit + 1)
            .ToList();
        var shown = found.Take(limit).ToList();
        var next = found.Count > limit ? new PageCursor(shown[^1].Row.At, 0).ToToken(identity, seal) : null;
        var documents = await articles.Reader.ReadByKeyAsync(
            shown.ConvertAll(duplicate => duplicate.Row.Key),
            articles.Caller.Visibility,
            representation.NeedsFull,
            cancellation
        );
        // What was taken away meanwhile is not there any more.
        var items = shown
            .Where(duplicate => documents.ContainsKey(duplicate.Row.Key))
            .Select(duplicate =>
                ArticlePageWriter.AppendMember(
                    representation.Render(documents[duplicate.Row.Key]).Span,
                    "similarity"u8,
                    Encoding.UTF8.GetBytes(Math.Round(duplicate.Similarity, 2).ToString(CultureInfo.InvariantCulture))
                )
            )
            .ToList();

        return ArticlePageWriter.CreateResult(
            context.Request,
            new(items, new(limit, next, next is not null)),
            fields: null
        );
    }
}
