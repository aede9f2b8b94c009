namespace ArticleApi.Core.Search;

/// <summary>Where a query cannot be read, and what was expected there.</summary>
/// <param name="Column">From 1, in UTF-16 units of the query.</param>
public sealed record SearchError(int Column, string Expected);

/// <summary>
/// What a person asks for: words, "phrases", -not, OR, prefix*, (groups), and the fields headline:, abstract:,
/// caption:, body: and place:. It is of no language yet; a stored token is stemmed by the language of its text.
/// </summary>
public sealed class SearchQuery
{
    /// <summary>The longest query, in UTF-16 units.</summary>
    public const int MaxLength = 500;

    /// <summary>The most words and phrases.</summary>
    public const int MaxTerms = 32;

    /// <summary>The most groups within each other.</summary>
    public const int MaxDepth = 8;

    /// <summary>
    /// The most beginnings of words: each stands for all the words that begin so, which may be very many.
    /// </summary>
    public const int MaxPrefixes = 8;

    /// <summary>The shortest beginning of a word that <c>*</c> takes, in letters.</summary>
    public const int MinPrefixLength = 3;

    public static readonly IReadOnlyList<string> Fields = ["headline", "abstract", "caption", "body", "place"];

    private readonly QueryNode _root;

    private SearchQuery(QueryNode wanted) => _root = wanted;

    /// <summary>
    /// The error of a query that says nothing in any language of the texts, as <see cref="ToExpression"/> tells by <see
    /// cref="Expression.MatchNone"/>.
    /// </summary>
    public SearchError OnlyStopWords => new(_root.At + 1, "a word less common than these, which are not indexed");

    public static (SearchQuery? Query, SearchError? Error) Parse(string q)
    {
        var reader = new SearchQueryParser(q);
        return reader.Parse() is { } wanted ? (new(wanted), null) : (null, reader.Error);
    }

    /// <summary>What to ask of texts in these languages: the query as each would have it, any of them.</summary>
    /// <param name="languages">Primary subtags.</param>
    /// <returns>
    /// <see cref="Expression.MatchNone"/> where only words are asked for that every language leaves out.
    /// </returns>
    public Expression ToExpression(IReadOnlyCollection<string> languages)
    {
        var found = languages.Select(language => (Language: language, Wanted: _root.ToExpression(language))).ToList();
        // That a text of unknown language keeps its smallest words makes them no better ones.
        if (
            found.Exists(each => each.Language != TextAnalyzer.UnknownLanguage)
            && found.TrueForAll(each => each.Language == TextAnalyzer.UnknownLanguage || each.Wanted is null)
        )
            return Expression.MatchNone.Instance;

        return Expression.Or.Create(found.Select(each => each.Wanted).OfType<Expression>());
    }
}
