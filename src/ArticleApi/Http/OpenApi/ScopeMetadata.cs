namespace ArticleApi.Http.OpenApi;

/// <summary>Says in the OpenAPI document which scope an operation needs; of several, any.</summary>
internal sealed record ScopeMetadata(params IReadOnlyList<string> Scopes)
{
    /// <summary>The one to ask for.</summary>
    public string Scope => Scopes[0];
}
