using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>The headers of answers, described once.</summary>
internal static class ResponseHeaders
{
    public static Dictionary<string, IOpenApiHeader> All =>
        new()
        {
            ["ETag"] = Create("The version, for `If-None-Match` and `If-Match`. Weak on lists.", "\"1\""),
            ["Last-Modified"] = Create("When it last changed.", "Sat, 14 Mar 2026 09:26:53 GMT"),
            ["Cache-Control"] = Create(
                "How long caches may keep it; `private, no-store` with a key.",
                "public, max-age=10, s-maxage=30, stale-while-revalidate=30"
            ),
            ["Link"] = Create(
                "`rel=\"next\"` is the next page (RFC 8288); on a change that many articles show, "
                    + "`rel=\"monitor\"` is the job that renders them.",
                "</v1/articles?cursor=AQ…>; rel=\"next\""
            ),
            ["Location"] = Create(
                "Where it is.",
                "/v1/articles/turkey-reaffirms-plans-to-use-russian-made-missile-defense-system"
            ),
            ["Change-Cursor"] = Create("Where to follow the changes from: taken before the first line.", "e0.AQ…"),
            ["Retry-After"] = Create("After how many seconds to try again.", "1"),
            ["WWW-Authenticate"] = Create("How to send a key.", "Bearer"),
        };

    public static Dictionary<string, IOpenApiHeader> Create(OpenApiDocument document, params string[] names) =>
        names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));

    private static OpenApiHeader Create(string description, string example) =>
        new()
        {
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = example,
        };
}
