namespace ArticleApi.Http;

/// <summary>A page of a list.</summary>
/// <param name="Limit">The most it could hold.</param>
/// <param name="Next">The cursor of the page after; null on the last.</param>
public sealed record PageInfo(int Limit, string? Next, bool HasMore)
{
    /// <summary>
    /// True where the search's budget ended before the page was full; <c>next</c> goes on from there.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull
    )]
    public bool? Incomplete { get; init; }

    /// <summary>The number of matches, where <c>total=exact</c> asked for it.</summary>
    [System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull
    )]
    public int? Total { get; init; }

    /// <summary>True where counting stopped early.</summary>
    [System.Text.Json.Serialization.JsonIgnore(
        Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull
    )]
    public bool? Capped { get; init; }
}
