using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Log;
using Microsoft.Net.Http.Headers;

namespace ArticleApi.Features.Articles;

/// <summary>One article by id or slug, as JSON or, by suffix or <c>Accept</c>, as JSON-LD. An old slug redirects.</summary>
internal static class GetArticle
{
    private const string JsonLdSuffix = ".jsonld";

    public static readonly IReadOnlyList<Parameter> Parameters = [ListShape.Fields, ArticleLists.Body];

    public static async Task<IResult> Handle(string id, HttpContext context, Caller caller, Delivery delivery, CancellationToken cancellation)
    {
        var suffixed = id.EndsWith(JsonLdSuffix, StringComparison.Ordinal);
        var (article, problem) = await delivery.For(caller, suffixed ? id[..^JsonLdSuffix.Length] : id, cancellation);
        if (problem is not null)
            return problem;

        var current = Links.Article(article!.Slug!);
        if (!Guid.TryParse(suffixed ? id[..^JsonLdSuffix.Length] : id, out _) && article.Slug != (suffixed ? id[..^JsonLdSuffix.Length] : id))
            return Results.Redirect(context.Request.PathBase + current + (suffixed ? JsonLdSuffix : "") + context.Request.QueryString, permanent: true, preserveMethod: true);

        var (jsonLd, chosen) = suffixed ? (true, false) : Chosen(context.Request);
        return jsonLd is null ? NotAcceptable(context.Request)
            : jsonLd.Value ? JsonLdOf(article, context.Request, chosen ? current + JsonLdSuffix : null)
            : JsonOf(article, context);
    }

    /// <summary>One article by id or slug as schema.org JSON-LD, for search engines. An old slug redirects.</summary>
    public static Task<IResult> AsJsonLd(string id, HttpContext context, Caller caller, Delivery delivery, CancellationToken cancellation) =>
        Handle(id + JsonLdSuffix, context, caller, delivery, cancellation);

    /// <summary>The bytes of an article as JSON, with its validators.</summary>
    public static BytesAnswer Answer(Delivered article, Representation? representation = null) =>
        new((representation ?? new(null, "blocks")).Of(article.Document!), Answers.Json)
        {
            Tag = Conditional.Tag(article.Version, RepresentationTag(article, representation?.Tag)),
            Modified = article.UpdatedAt,
            Language = article.Language,
        };

    private static BytesAnswer JsonOf(Delivered article, HttpContext context)
    {
        var reader = new QueryReader(context.Request.Query);
        var (fields, body) = (ListQuery.FieldsOf(reader, typeof(ArticleDocument)), reader.One(ArticleLists.Body));
        reader.ThrowIfWrong();
        var representation = Representation.Of(fields, body);
        return Answer(article, representation) with { ByAccept = true };
    }

    private static BytesAnswer JsonLdOf(Delivered article, HttpRequest request, string? contentLocation)
    {
        var document = ArticleJson.Read(article.Document);

        return new(JsonLd.Write(document, document.Url ?? request.Base() + Links.Article(document.Slug)), JsonLd.MediaType)
        {
            Tag = Conditional.Tag(article.Version, RepresentationTag(article, "ld")),
            Modified = article.UpdatedAt,
            Language = article.Language,
            ContentLocation = contentLocation,
        };
    }

    // The renderer's first form needs no mark; a reshaped head gives other bytes under the same version.
    private static string? RepresentationTag(Delivered article, string? representation) =>
        article.Renderer == ArticleJson.Renderer << 16 ? representation : $"r{article.Renderer:x}{representation}";

    /// <summary>Whether JSON-LD is wanted, null where nothing fits, and whether <c>Accept</c> said so. Browsers get JSON.</summary>
    private static (bool? JsonLd, bool Chosen) Chosen(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
            return (false, false);

        double Quality(string type) => accepted.Where(range => new MediaTypeHeaderValue(type).IsSubsetOf(range)).OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)
            .Select(range => range.Quality ?? 1).FirstOrDefault(-1);
        var (json, jsonLd) = (Quality("application/json"), Quality(JsonLd.MediaType));

        return jsonLd > json ? (true, true) : json > 0 || accepted.Any(range => range.MediaType == "text/html") ? (false, false) : (null, false);
    }

    private static Problem NotAcceptable(HttpRequest request) => new(
        ProblemTypes.NotAcceptable,
        "The article is offered as JSON and JSON-LD.",
        FieldError.Header("Accept", request.Headers.Accept, "not-offered", $"application/json or {JsonLd.MediaType}"));
}
