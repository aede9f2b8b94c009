using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>The OpenAPI 3.1 document and Swagger UI.</summary>
internal static class OpenApiDocuments
{
    public const string Name = "v1";

    private const string Introduction =
        "A headless content API for news: articles with their images, captions and datelines, as JSON, "
        + "feeds and JSON-LD.\n\n";

    private const string OpenReads = "* Published articles are read without a key; everything else needs one.\n";

    private const string ClosedReads = "* Everything needs a key.\n";

    private const string Rules =
        "* Lists are paged by cursor: follow `page.next` or the `Link` header until `hasMore` is false.\n"
        + "* Filters that take many values: `a,b` is either, and so is the parameter twice; `\\,` is a comma within a "
        + "value. `tagAll=a,b` is both, `tagNot=a,b` neither.\n"
        + "* Writes need `If-Match` with the `ETag` that was read.\n"
        + "* Every error is a problem document (RFC 9457): [what to do about each](/docs/problems).\n"
        + "* `HEAD` works wherever `GET` does, and is not listed here.";

    /// <summary>What operations are sorted by, in order.</summary>
    public static readonly IReadOnlyList<(string Name, string Description)> Tags =
    [
        (
            "Articles",
            "Articles: list, read, write, publish, withdraw; their pictures, corrections, versions and source. "
                + "[How to, step by step](/docs/editing)."
        ),
        ("Images", "Pictures, whoever shows them. A change reaches every article that shows the picture."),
        ("Captions", "Captions of pictures, read apart into text, credit and dateline."),
        ("Datelines", "Where and when: shared by articles and captions, so that a wrong place is mended once."),
        ("Labels", "Sections, tags and bylines: what articles are filed under, with how many there are."),
        (
            "Changes",
            "The change feed: all that happened, in order, for those who keep a copy. [How to](/docs/partners)."
        ),
        ("Feeds", "Any list of articles as RSS, Atom or JSON Feed."),
        ("Import", "Documents of any format that is read, as articles. [Which](/docs/importing)."),
        ("Parsing", "What the readers make of captions and first paragraphs as printed; nothing is stored."),
        ("Packages", "Which articles a key gets that was sold some of them. [How to](/docs/partners)."),
        ("Jobs", "Work that goes on after the answer."),
        ("Keys", "API keys: make, list, rotate and revoke. [What each scope gives](/docs/security#rights)."),
        ("Index", "Where everything is."),
    ];

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services, AccessOptions access)
    {
        services.AddSingleton<OpenApiDocumentBytes>();
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(
                Name,
                new OpenApiInfo
                {
                    Title = "ArticleApi",
                    Version = "1.0.0",
                    Summary = "A headless content API for news.",
                    Description = Introduction + (access.OpenReads ? OpenReads : ClosedReads) + Rules,
                    Contact = new OpenApiContact { Name = "The ArticleApi project" },
                    License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
                }
            );
            options.AddServer(new OpenApiServer { Url = "/", Description = "This service." });
            options.DocInclusionPredicate((_, api) => api.HttpMethod != HttpMethods.Head);
            options.CustomOperationIds(api => new EndpointDescription(api).Id);
            options.DocumentFilter<OperationsFilter>();
            options.DocumentFilter<SharedComponents>();
            options.DocumentFilter<TagOrder>();
        });
        return services;
    }

    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapMethods(
                OpenApiDocumentBytes.Path,
                HttpVerbs.GetAndHead,
                (OpenApiDocumentBytes text) => new BytesResult(text.Bytes, JsonResults.MediaType)
            )
            .AsDocumentation()
            .ExcludeFromDescription();
        app.MapSwaggerUi();
    }
}
