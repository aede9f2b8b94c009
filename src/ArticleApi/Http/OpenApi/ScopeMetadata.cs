namespace ArticleApi.Http.OpenApi;

/// <summary>Says in the OpenAPI document which scope an operation needs.</summary>
internal sealed record ScopeMetadata(string Scope);
