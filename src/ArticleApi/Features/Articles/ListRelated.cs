using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Search;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Other articles that share words of the headline, places, tags or the section, the rarer the better; the newer first
/// among equals. Near-duplicates are left out.
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

    public static async Task<IResult> Handle(
        string id,
        HttpContext context,
        Caller caller,
        ArticleReader articleReader,
        RelatedArticleFinder relatives,
        SearchRunner searches,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await articleReader.FindVisibleAsync(caller, id, cancellation);
        if (problem is not null)
            return problem;

        var reader = new QueryStringReader(context.Request.Query);
        var limit = reader.GetInteger(Limit, 1, MaxLimit) ?? DefaultLimit;
        var representation = Representation.Parse(ListQuery.ParseFields(reader, typeof(ArticleDocument)), null);
        reader.ThrowIfInvalid();

        var related = await searches.RunAsync(
            token =>
                relatives.FindAsync(
                    article!.Key,
                    ArticleJson.Deserialize(article.Document),
                    caller.Audiences,
                    limit,
                    token
                ),
            isTimed: false,
            cancellation
        );
        return ArticlePageWriter.CreateResult(
            context,
            await articleReader.ReadDocumentsAsync(related, caller.Audiences, representation.NeedsFull, cancellation),
            representation.Render,
            new(limit, null, false)
        );
    }
}
