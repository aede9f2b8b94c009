using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Log;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Other articles that share words of the headline, places, tags or the section, the rarer the better; the newer first
/// among equals. Near-duplicates are left out.
/// </summary>
internal static class ListRelated
{
    private const int MostRelated = 20;
    private const int UsualRelated = 4;

    private static readonly Parameter Limit = new(
        "limit",
        $"How many to return, 1 to {MostRelated}.",
        "4",
        ParameterKind.Integer,
        Default: "4",
        Most: MostRelated
    );

    public static readonly IReadOnlyList<Parameter> Parameters = [Limit, ListShape.Fields];

    public static async Task<IResult> Handle(
        string id,
        HttpContext context,
        Caller caller,
        Delivery delivery,
        Relatives relatives,
        Searches searches,
        CancellationToken cancellation
    )
    {
        var (article, problem) = await delivery.For(caller, id, cancellation);
        if (problem is not null)
            return problem;

        var reader = new QueryReader(context.Request.Query);
        var limit = reader.Integer(Limit, 1, MostRelated) ?? UsualRelated;
        var representation = Representation.Of(ListQuery.FieldsOf(reader, typeof(ArticleDocument)), null);
        reader.ThrowIfWrong();

        var related = await searches.RunAsync(
            token => relatives.Of(article!.Key, ArticleJson.Read(article.Document), caller.Audiences, limit, token),
            isTimed: false,
            cancellation
        );
        return ArticlePages.Answer(
            context,
            await delivery.Documents(related, caller.Audiences, representation.NeedsFull, cancellation),
            representation.Of,
            new(limit, null, false)
        );
    }
}
