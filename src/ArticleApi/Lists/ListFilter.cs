using ArticleApi.Http;

namespace ArticleApi.Lists;

/// <summary>
/// A filter by a value: <c>{name}</c> is any of several, <c>{name}Not</c> none of them and, where an item can have
/// several values, <c>{name}All</c> all of them.
/// </summary>
/// <param name="Subject">What is listed.</param>
/// <param name="Having">Which of it has the value, as in "with this tag".</param>
internal sealed record ListFilter(
    string Name,
    string Subject,
    string Having,
    string? Example,
    QueryParameterKind Kind = QueryParameterKind.Text
)
{
    /// <summary>Whether an item can have several values.</summary>
    public bool HoldsSeveral { get; init; }

    /// <summary>The largest number, where it takes numbers.</summary>
    public int Max { get; init; } = 100;

    public QueryParameter Any => field ??= Create("", $"Only {Subject} {Having}. <c>a,b</c> is either.");

    /// <summary>Null where an item has one value at most.</summary>
    public QueryParameter? All =>
        HoldsSeveral ? field ??= Create("All", $"As <c>{Name}</c>, but all of the values.") : null;

    public QueryParameter Not => field ??= Create("Not", $"As <c>{Name}</c>, but none of the values.");

    public IEnumerable<QueryParameter> Parameters => All is { } all ? [Any, all, Not] : [Any, Not];

    private QueryParameter Create(string suffix, string description) =>
        new(Name + suffix, description, suffix == "" ? Example : null, Kind, AllowsMany: true, Max: Max);
}
