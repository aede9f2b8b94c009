namespace ArticleApi.Http;

/// <summary>A path of members that leads nowhere.</summary>
/// <param name="Name">Its first part that is no member.</param>
/// <param name="Within">What the name stands behind, with a dot at its end; empty at the top.</param>
/// <param name="Known">The members that are there.</param>
public sealed record UnknownField(string Path, string Name, string Within, IReadOnlyCollection<string> Known)
{
    /// <summary>What is allowed instead.</summary>
    public string Describe() =>
        Known.Count > 0
            ? Problems.NearestName.DescribeUnknown(Name, Known, Within)
            : $"{Within.TrimEnd('.')} itself: it has nothing inside";
}
