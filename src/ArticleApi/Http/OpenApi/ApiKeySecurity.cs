using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>How keys are sent, and where none is needed.</summary>
internal static class ApiKeySecurity
{
    private const string Bearer = "Bearer";
    private const string Basic = "Basic";

    public static Dictionary<string, IOpenApiSecurityScheme> Schemes =>
        new()
        {
            [RequestCredentials.Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = RequestCredentials.Header,
                Description = "An API key, made with `keys create`.",
            },
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The same API key as `Authorization: Bearer`.",
            },
            [Basic] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "basic",
                Description = "For feeds: the same API key as the password, with any name.",
            },
        };

    public static List<OpenApiSecurityRequirement> RequirementsFor(
        OpenApiDocument document,
        EndpointDescription api,
        AccessOptions access
    )
    {
        OpenApiSecurityRequirement Key(string scheme) =>
            new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

        return
        [
            .. api.Scope is null && access.IsOpen(api.Access) ? new OpenApiSecurityRequirement[] { [] } : [],
            Key(RequestCredentials.Scheme),
            Key(Bearer),
            .. api.TakesBasic ? [Key(Basic)] : Array.Empty<OpenApiSecurityRequirement>(),
        ];
    }
}
