namespace ArticleApi.Core.Articles;

/// <summary>
/// Which articles the holder of a key gets: what was sold. Whatever leaves it is gone for them, as if it had been
/// withdrawn.
/// </summary>
/// <param name="Term">What all of its articles are indexed under, and no other.</param>
/// <param name="TermGroups">
/// What makes an article one of them: any term of each group, and all groups. Those come first that fewer articles have
/// as a rule.
/// </param>
/// <param name="ExcludedTerms">None of these.</param>
public sealed record ArticlePackage(
    Guid Id,
    string Term,
    IReadOnlyList<IReadOnlyList<string>> TermGroups,
    IReadOnlyList<string> ExcludedTerms
)
{
    /// <param name="terms">Those of an article.</param>
    public bool Includes(IReadOnlySet<string> terms) =>
        TermGroups.All(group => group.Any(terms.Contains)) && !ExcludedTerms.Any(terms.Contains);
}
