using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Search;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>
/// What an editor chose in <c>relatedLinks</c>, then other articles that share words of the headline, places, tags or
/// the section, the rarer the better; the newer first among equals. Near-duplicates are left out.
/// </summary>
internal static class ListRelated
{
    private const int MaxLimit = 20;
    private const int DefaultLimit = 4;

    private static readonly QueryParameter Limit = new(
        "limit",
        $"How many to return, 1 to {MaxLimit}.",
        "4",
        QueryParameterKind.Integer,
        Default: "4",
        Max: MaxLimit
    );

    public static readonly IReadOnlyList<QueryParameter> Parameters = [Limit, ListDefinition.Fields];

    public static async Task<Results<PageBytesResult<ArticleDocument>, InsteadOfArticle>> Handle(
        string id,
        HttpContext context,
        ArticleLookup articles,
        RelatedArticleFinder finder,
        SearchRunner searches
    )
    {
        var cancellation = context.RequestAborted;
        var (article, instead) = await articles.FindAsync(id, cancellation);
        if (instead is not null)
            return instead;

        var reader = new QueryStringReader(context.Request.Query);
        var limit = reader.GetInteger(Limit, 1, MaxLimit) ?? DefaultLimit;
        var representation = Representation.Parse(ListQuery.ParseFields(reader, typeof(ArticleDocument)), null);
        reader.ThrowIfInvalid();

        var document = ArticleJson.Deserialize(article!.Document);
        var related = await searches.RunAsync(
            token => finder.FindAsync(article.Key, document, articles.Caller.Visibility, limit, token),
            isTimed: false,
            cancellation
        );
        var documents = await articles.Reader.ReadDocumentsAsync(
            related,
            articles.Caller.Visibility,
            representation.NeedsFull,
            cancellation
        );
        var links = document.RelatedLinks.Where(link => link.Url is not null).ToList();
        return ArticlePageWriter.CreateResult(
            context.Request,
            new(documents, new(limit, null, false)) { Links = links.Count > 0 ? links : null },
            representation.Render
        );
    }
}
