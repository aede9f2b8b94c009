using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Features.Articles;

/// <summary>
/// One article by id or slug, as JSON or, by suffix or <c>Accept</c>, as JSON-LD. An old slug redirects.
/// </summary>
internal static class GetArticle
{
    private const string JsonLdSuffix = ".jsonld";

    public static readonly IReadOnlyList<Parameter> Parameters = [ListShape.Fields, ArticleLists.Body];

    public static async Task<IResult> Handle(
        string id,
        HttpContext context,
        Caller caller,
        Delivery delivery,
        CancellationToken cancellation
    )
    {
        var suffixed = id.EndsWith(JsonLdSuffix, StringComparison.Ordinal);
        var name = suffixed ? id[..^JsonLdSuffix.Length] : id;
        var form = suffixed ? ArticleForm.JsonLd : ArticleForms.Accepted(context.Request);
        var (jsonLd, chosen) = (
            form == ArticleForm.None ? (bool?)null : form == ArticleForm.JsonLd,
            !suffixed && form == ArticleForm.JsonLd
        );
        var representation = jsonLd == false ? RepresentationOf(context) : null;

        // Whoever asks whether their copy is current is answered from the head alone, if it is.
        if (Conditional.IsAsked(context.Request))
        {
            var (known, _) = await delivery.For(caller, name, cancellation, whole: false);
            if (
                known is { State: HeadState.Live }
                && IsNamed(known, name)
                && jsonLd is not null
                && Conditional.IsCurrent(context.Request, TagOf(known, jsonLd.Value, representation), known.UpdatedAt)
            )
                return Validated(known, jsonLd.Value, representation) with { ByAccept = !jsonLd.Value };
        }

        var (article, problem) = await delivery.For(caller, name, cancellation);
        if (problem is not null)
            return problem;

        var current = Links.Article(article!.Slug!);
        if (!IsNamed(article, name))
            return Moved(
                article,
                context.Request.PathBase + current + (suffixed ? JsonLdSuffix : "") + context.Request.QueryString
            );

        return jsonLd is null ? NotAcceptable(context.Request)
            : jsonLd.Value ? JsonLdOf(article, context.Request, chosen ? current + JsonLdSuffix : null)
            : Answer(article, representation) with { ByAccept = true };
    }

    /// <summary>One article by id or slug as schema.org JSON-LD, for search engines. An old slug redirects.</summary>
    public static Task<IResult> AsJsonLd(
        string id,
        HttpContext context,
        Caller caller,
        Delivery delivery,
        CancellationToken cancellation
    ) => Handle(id + JsonLdSuffix, context, caller, delivery, cancellation);

    /// <summary>The bytes of an article as JSON, with its validators.</summary>
    public static BytesAnswer Answer(Delivered article, Representation? representation = null) =>
        Validated(article, false, representation) with
        {
            Bytes = (representation ?? new(null, "blocks")).Of(article.Document!),
            Language = article.Language,
        };

    private static Representation RepresentationOf(HttpContext context)
    {
        var reader = new QueryReader(context.Request.Query);
        var (fields, body) = (ListQuery.FieldsOf(reader, typeof(ArticleDocument)), reader.One(ArticleLists.Body));
        reader.ThrowIfWrong();
        return Representation.Of(fields, body);
    }

    private static BytesAnswer JsonLdOf(Delivered article, HttpRequest request, string? contentLocation)
    {
        var document = ArticleJson.Read(article.Document);

        return Validated(article, true, null) with
        {
            Bytes = JsonLd.Write(document, document.Url ?? request.Base() + Links.Article(document.Slug)),
            Language = article.Language,
            ContentLocation = contentLocation,
        };
    }

    // Without bytes: enough to say that a copy is current.
    private static BytesAnswer Validated(Delivered article, bool jsonLd, Representation? representation) =>
        new(default, jsonLd ? JsonLd.MediaType : Answers.Json)
        {
            Tag = TagOf(article, jsonLd, representation),
            Modified = article.UpdatedAt,
        };

    private static string TagOf(Delivered article, bool jsonLd, Representation? representation) =>
        Conditional.Tag(article.Version, RepresentationTag(article, jsonLd ? "ld" : representation?.Tag));

    // An article may go back to a slug that it had: a redirect is kept no longer than the article itself.
    private static BytesAnswer Moved(Delivered article, string location) =>
        new(default, Answers.Json)
        {
            Status = StatusCodes.Status308PermanentRedirect,
            Tag = Conditional.Tag(article.Version, "moved"),
            Location = location,
        };

    private static bool IsNamed(Delivered article, string name) =>
        article.Slug == SentText.Read(name, out _) || Guid.TryParse(name, out _);

    // The renderer's first form needs no mark; a reshaped head gives other bytes under the same version.
    private static string? RepresentationTag(Delivered article, string? representation) =>
        article.Renderer == ArticleJson.Renderer << 16 ? representation : $"r{article.Renderer:x}{representation}";

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
