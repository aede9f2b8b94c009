using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>
/// One article by id or slug, as JSON or, by suffix or <c>Accept</c>, as JSON-LD. An old slug redirects.
/// </summary>
internal static class GetArticle
{
    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        ListDefinition.Fields,
        ArticleListDefinition.Body,
    ];

    public static async Task<Results<JsonBytesResult<ArticleDocument>, BytesResult, InsteadOfArticle, Problem>> Handle(
        string id,
        HttpContext context,
        ArticleLookup articles
    )
    {
        var request = context.Request;
        var format = ArticleFormatNegotiator.Negotiate(request);
        var representation = format == ArticleFormat.Json ? ParseRepresentation(request) : null;

        if (format != ArticleFormat.None && await articles.FindUnchangedAsync(id, context, ToValidators) is { } current)
            return current;

        var (article, instead) = await articles.FindAsync(id, context.RequestAborted);
        if (instead is not null)
            return instead;

        return format switch
        {
            ArticleFormat.Json => article!.ToJson(representation) with { IsNegotiated = true },
            ArticleFormat.JsonLd => article!.ToJsonLd(request) with
            {
                ContentLocation = Links.Article(article!.Slug!) + ArticleResults.JsonLdSuffix,
            },
            _ => NotAcceptable(request),
        };

        BytesResult ToValidators(StoredArticle head) =>
            format == ArticleFormat.Json
                ? head.ToJsonValidators(representation) with
                {
                    IsNegotiated = true,
                }
                : head.ToJsonLdValidators();
    }

    private static Representation ParseRepresentation(HttpRequest request)
    {
        var reader = new QueryStringReader(request.Query);
        var fields = ListQuery.ParseFields(reader, typeof(ArticleDocument));
        var body = reader.GetSingle(ArticleListDefinition.Body);
        reader.ThrowIfInvalid();
        return Representation.Parse(fields, body);
    }

    private static Problem NotAcceptable(HttpRequest request) =>
        new(
            ProblemTypes.NotAcceptable,
            "The article is offered as JSON and JSON-LD.",
            FieldError.Header(
                "Accept",
                request.Headers.Accept,
                "not-offered",
                $"application/json or {JsonLd.MediaType}"
            )
        );
}
