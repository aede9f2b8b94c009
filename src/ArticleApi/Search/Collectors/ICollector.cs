using ArticleApi.Index;

namespace ArticleApi.Search.Collectors;

/// <summary>Makes something of what a query finds. Several may share one execution.</summary>
internal interface ICollector
{
    MatchContent Content { get; }

    /// <summary>
    /// Whether it takes the matches in the query's order, from where the page begins; else all, newest first.
    /// </summary>
    bool IsPaged { get; }

    /// <summary>Index entries that may be read for it.</summary>
    long MaxEntriesRead { get; }

    /// <summary>How many matches it takes next, at most; none where it has enough.</summary>
    int Wanted { get; }

    void Collect(scoped Match match);

    /// <summary>Told where the budget ended before all was found, and where to go on.</summary>
    void Stop(SortPosition next);
}
