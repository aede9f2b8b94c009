namespace ArticleApi.Http;

/// <summary>A query parameter, said once: the OpenAPI document describes it and requests are held to it.</summary>
/// <param name="AllowsMany">
/// True where it takes a list of values: <c>a,b</c>, or the parameter once for each of them.
/// </param>
public sealed record QueryParameter(
    string Name,
    string Description,
    string? Example = null,
    QueryParameterKind Kind = QueryParameterKind.Text,
    IReadOnlyList<string>? AllowedValues = null,
    bool AllowsMany = false,
    string? Default = null,
    int Max = 100
)
{
    /// <summary>Characters that a value may have.</summary>
    public int MaxLength { get; init; } = 300;

    public int Min { get; init; } = 1;

    /// <summary>Whether there is nothing to do without it.</summary>
    public bool IsRequired { get; init; }
}
