using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;

namespace ArticleApi.Log;

/// <summary>
/// In which order, and from which end. <paramref name="Date"/> null is the order of publication, or of arrival for
/// images, captions and datelines.
/// </summary>
internal sealed record Order(string? Date, bool Descending)
{
    /// <summary>Best match first, newest first among equals; only with a search.</summary>
    public static readonly Order Relevance = new("relevance", true);
}

/// <summary>
/// A stretch of a date: from (inclusive) and before (exclusive), in milliseconds or, for publication, in positions.
/// </summary>
internal sealed record Stretch(long? From, long? Before)
{
    public bool Holds(long at) =>
        at != Filing.Undated && (From is null || at >= From) && (Before is null || at < Before);
}

/// <summary>What a list is asked for.</summary>
/// <param name="List">Empty for articles, else as <see cref="Shown.List"/> says.</param>
/// <param name="Audiences">What the caller may see: the one predicate of visibility.</param>
/// <param name="Groups">Terms without audience: any of each group, and all groups.</param>
/// <param name="Positions">The stretch of positions, which for articles is that of publication.</param>
/// <param name="Dates">The stretches of other dates, by name.</param>
internal sealed record Question(
    string List,
    IReadOnlyList<Audience> Audiences,
    IReadOnlyList<IReadOnlyList<string>> Groups,
    IReadOnlySet<long> Exclude,
    Stretch? Positions,
    IReadOnlyDictionary<string, Stretch> Dates,
    Order Order
)
{
    /// <summary>What the full text must match; null where nothing is searched for.</summary>
    public Expression? Search { get; init; }

    /// <summary>
    /// The term that all matches are filed under, and nothing else is, where that is one term of one audience; null
    /// where it is not. The stretch of positions stays to be asked for.
    /// </summary>
    public string? OnlyTerm =>
        this is not { Audiences: [_], Search: null, Dates.Count: 0, Exclude.Count: 0 }
            ? null
            : Groups switch
            {
                [] => Filing.All,
                [[var term]] => term,
                _ => null,
            };

    /// <summary>Whether short stretches of an index answer it; else much may have to be looked through.</summary>
    public bool IsPlain =>
        Search is null
        && (
            Order.Date is null
                ? Groups.Count <= 1 && Dates.Count == 0
                : Groups.Count == 0 && Dates.Keys.All(date => date == Order.Date)
        );
}
