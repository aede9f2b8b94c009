using Microsoft.OpenApi;

namespace ArticleApi.Http.OpenApi;

/// <summary>How keys are sent, and where none is needed.</summary>
internal static class ApiKeySecurity
{
    private const string Bearer = "Bearer";

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
        };

    public static List<OpenApiSecurityRequirement> RequirementsFor(OpenApiDocument document, bool needed)
    {
        OpenApiSecurityRequirement Key(string scheme) =>
            new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

        return needed
            ? [Key(RequestCredentials.Scheme), Key(Bearer)]
            : [new(), Key(RequestCredentials.Scheme), Key(Bearer)];
    }
}
