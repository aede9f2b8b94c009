using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace ArticleApi.Http.OpenApi;

/// <summary>One operation, as its endpoint declares it.</summary>
internal sealed record EndpointDescription(ApiDescription Api)
{
    public string Method => Api.HttpMethod!;

    public string Id => GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    public bool IsRead => HttpMethods.IsGet(Method);

    /// <summary>Whether its answer has an ETag to ask again with.</summary>
    public bool IsConditional => IsRead && GetMetadata<ResponseMetadata>() is not { LineDescription: not null };

    public EndpointAccess Access => GetMetadata<AccessMetadata>()?.Access ?? EndpointAccess.Reads;

    /// <summary>Whether a key may come as the password of <c>Basic</c>.</summary>
    public bool TakesBasic => RequestCredentials.TakesBasic("/" + Api.RelativePath);

    public string? Scope => GetMetadata<ScopeMetadata>()?.Scope;

    public IReadOnlyList<string> Scopes => GetMetadata<ScopeMetadata>()?.Scopes ?? [];

    public MethodInfo? Handler => GetMetadata<MethodInfo>();

    public IReadOnlyList<QueryParameter> QueryParameters => GetMetadata<QueryParametersMetadata>()?.Parameters ?? [];

    public bool HasParameter(QueryParameterKind kind) => QueryParameters.Any(parameter => parameter.Kind == kind);

    public IEnumerable<ApiParameterDescription> PathParameters =>
        Api.ParameterDescriptions.Where(parameter => parameter.Source.Id == "Path");

    /// <summary>Whether it is about one article, which may be gone.</summary>
    public bool IsForArticle => Api.RelativePath!.StartsWith("v1/articles/{id", StringComparison.Ordinal);

    /// <summary>
    /// PUT, PATCH and DELETE need <c>If-Match</c>; the steps of an article's life and new pictures may have it.
    /// </summary>
    public bool? RequiresIfMatch
    {
        get
        {
            if (GetMetadata<NoIfMatchMetadata>() is not null)
                return null;
            if (Method is "PUT" or "PATCH" or "DELETE")
                return GetMetadata<OptionalIfMatchMetadata>() is null;

            return Method == "POST" && IsForArticle ? false : null;
        }
    }

    public T? GetMetadata<T>()
        where T : class => GetAllMetadata<T>().LastOrDefault();

    public IEnumerable<T> GetAllMetadata<T>() => Api.ActionDescriptor.EndpointMetadata.OfType<T>();

    public string[] ResponseHeaderNames(ResponseMetadata answer) =>
        answer.LineDescription is not null
            ? ["Cache-Control", .. Id == "exportArticles" ? new[] { "Change-Cursor" } : []]
            :
            [
                "ETag",
                "Cache-Control",
                .. answer is { IsPage: false } ? new[] { "Last-Modified" } : [],
                .. answer.IsPage || answer.Type is null || HasParameter(QueryParameterKind.Cursor)
                    ? new[] { "Link" }
                    : [],
                .. answer.Status is 201 or 202 ? new[] { "Location" } : [],
            ];
}
