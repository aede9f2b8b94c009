using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Syndication;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Features.Articles;

/// <summary>
/// One article by id or slug, as JSON or, by suffix or <c>Accept</c>, as JSON-LD. An old slug redirects.
/// </summary>
internal static class GetArticle
{
    private const string JsonLdSuffix = ".jsonld";

    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        ListDefinition.Fields,
        ArticleListDefinition.Body,
    ];

    public static async Task<IResult> Handle(
        string id,
        HttpContext context,
        Caller caller,
        ArticleReader articleReader,
        CancellationToken cancellation
    )
    {
        var suffixed = id.EndsWith(JsonLdSuffix, StringComparison.Ordinal);
        var name = suffixed ? id[..^JsonLdSuffix.Length] : id;
        var form = suffixed ? ArticleFormat.JsonLd : ArticleFormatNegotiator.Negotiate(context.Request);
        var (jsonLd, chosen) = (
            form == ArticleFormat.None ? (bool?)null : form == ArticleFormat.JsonLd,
            !suffixed && form == ArticleFormat.JsonLd
        );
        var representation = jsonLd == false ? ParseRepresentation(context) : null;

        // Whoever asks whether their copy is current is answered from the head alone, if it is.
        if (Preconditions.HasValidators(context.Request))
        {
            var (known, _) = await articleReader.FindVisibleAsync(caller, name, cancellation, whole: false);
            if (
                known is { State: HeadState.Live }
                && IsCanonicalName(known, name)
                && jsonLd is not null
                && Preconditions.IsNotModified(
                    context.Request,
                    FormatETag(known, jsonLd.Value, representation),
                    known.UpdatedAt
                )
            )
                return WithValidators(known, jsonLd.Value, representation) with { IsNegotiated = !jsonLd.Value };
        }

        var (article, problem) = await articleReader.FindVisibleAsync(caller, name, cancellation);
        if (problem is not null)
            return problem;

        var current = Links.Article(article!.Slug!);
        if (!IsCanonicalName(article, name))
            return Redirect(
                article,
                context.Request.PathBase + current + (suffixed ? JsonLdSuffix : "") + context.Request.QueryString
            );

        if (jsonLd is null)
            return NotAcceptable(context.Request);

        return jsonLd.Value
            ? ToJsonLd(article, context.Request, chosen ? current + JsonLdSuffix : null)
            : ToResult(article, representation) with
            {
                IsNegotiated = true,
            };
    }

    /// <summary>One article by id or slug as schema.org JSON-LD, for search engines. An old slug redirects.</summary>
    public static Task<IResult> AsJsonLd(
        string id,
        HttpContext context,
        Caller caller,
        ArticleReader articleReader,
        CancellationToken cancellation
    ) => Handle(id + JsonLdSuffix, context, caller, articleReader, cancellation);

    /// <summary>The bytes of an article as JSON, with its validators.</summary>
    public static BytesResult ToResult(StoredArticle article, Representation? representation = null) =>
        WithValidators(article, false, representation) with
        {
            Bytes = (representation ?? new(null, "blocks")).Render(article.Document!),
            Language = article.Language,
        };

    private static Representation ParseRepresentation(HttpContext context)
    {
        var reader = new QueryStringReader(context.Request.Query);
        var (fields, body) = (
            ListQuery.ParseFields(reader, typeof(ArticleDocument)),
            reader.GetSingle(ArticleListDefinition.Body)
        );
        reader.ThrowIfInvalid();
        return Representation.Parse(fields, body);
    }

    private static BytesResult ToJsonLd(StoredArticle article, HttpRequest request, string? contentLocation)
    {
        var document = ArticleJson.Deserialize(article.Document);

        return WithValidators(article, true, null) with
        {
            Bytes = JsonLd.Write(document, document.Url ?? request.BaseUrl() + Links.Article(document.Slug)),
            Language = article.Language,
            ContentLocation = contentLocation,
        };
    }

    // Without bytes: enough to say that a copy is current.
    private static BytesResult WithValidators(StoredArticle article, bool jsonLd, Representation? representation) =>
        new(default, jsonLd ? JsonLd.MediaType : JsonResults.MediaType)
        {
            ETag = FormatETag(article, jsonLd, representation),
            LastModified = article.UpdatedAt,
        };

    private static string FormatETag(StoredArticle article, bool jsonLd, Representation? representation) =>
        Preconditions.FormatETag(article.Version, ETagSuffix(article, jsonLd ? "ld" : representation?.Tag));

    // An article may go back to a slug that it had: a redirect is kept no longer than the article itself.
    private static BytesResult Redirect(StoredArticle article, string location) =>
        new(default, JsonResults.MediaType)
        {
            StatusCode = StatusCodes.Status308PermanentRedirect,
            ETag = Preconditions.FormatETag(article.Version, "moved"),
            Location = location,
        };

    private static bool IsCanonicalName(StoredArticle article, string name) =>
        article.Slug == RequestText.Normalize(name, out _) || Guid.TryParse(name, out _);

    // The renderer's first form needs no mark; a reshaped head gives other bytes under the same version.
    private static string? ETagSuffix(StoredArticle article, string? representation) =>
        article.Renderer == ArticleJson.RendererVersion << 16
            ? representation
            : $"r{article.Renderer:x}{representation}";

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
