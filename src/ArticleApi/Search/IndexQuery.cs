using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Search;

/// <summary>What a list is asked for.</summary>
/// <param name="Collection">One of <see cref="Collections"/>.</param>
/// <param name="Visibility">What the caller may see: the one predicate of visibility.</param>
/// <param name="AskedFilters">Terms without audience: any of each group, and all groups.</param>
/// <param name="Published">The range of positions, which for articles is that of publication.</param>
/// <param name="Ranges">The ranges of other dates, by name.</param>
internal sealed record IndexQuery(
    string Collection,
    Visibility Visibility,
    IReadOnlyList<IReadOnlyList<string>> AskedFilters,
    IReadOnlySet<long> Exclude,
    KeyRange? Published,
    IReadOnlyDictionary<string, KeyRange> Ranges,
    SortOrder Sort
)
{
    public IReadOnlyList<Audience> Audiences => Visibility.Audiences;

    /// <summary>What is asked for and, where the caller gets only a package, the term that all of it has.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Filters =>
        Visibility.Package is not { } package
            ? AskedFilters
            :
            [
                [package.Term],
                .. AskedFilters,
            ];

    /// <summary>Terms without audience, none of which a match has.</summary>
    public IReadOnlyList<string> ExcludedTerms { get; init; } = [];

    /// <summary>What the full text must match; null where nothing is searched for.</summary>
    public Expression? Text { get; init; }

    /// <summary>What the collection holds; null where that is articles.</summary>
    public ComponentKind? Component => Collections.ComponentOf(Collection);

    /// <summary>
    /// The ranges of dates other than the one it is sorted by.
    /// </summary>
    public IEnumerable<KeyValuePair<string, KeyRange>> OtherRanges => Ranges.Where(range => range.Key != Sort.Date);

    /// <summary>
    /// The term that all matches have, and nothing else has, where that is one term of one audience; null
    /// where it is not. The range of positions stays to be asked for.
    /// </summary>
    public string? OnlyTerm =>
        this is not { Audiences: [_], Text: null, Ranges.Count: 0, Exclude.Count: 0, ExcludedTerms.Count: 0 }
            ? null
            : Filters switch
            {
                [] => IndexDocument.All,
                [[var term]] => term,
                _ => null,
            };

    /// <summary>Whether short ranges of an index answer it; else much may have to be looked through.</summary>
    public bool IsPlain =>
        Text is null
        && ExcludedTerms.Count == 0
        && (
            Sort.Date is null
                ? Filters.Count <= 1 && Ranges.Count == 0
                : Filters.Count == 0 && Ranges.Keys.All(date => date == Sort.Date)
        );
}
