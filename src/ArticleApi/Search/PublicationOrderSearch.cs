using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Index.Postings;
using ArticleApi.Storage;

namespace ArticleApi.Search;

/// <summary>
/// Searches in the order of publication: the posting lists of the filters, and what the full text matches, are read as
/// they stand and intersected, those that are to be left out among them.
/// </summary>
internal sealed class PublicationOrderSearch(ISqlReader reads, IndexKeys keys)
{
    private const int ChunkSize = 256;
    private const int MaxFirstChunk = 1_000;

    private readonly Dictionary<(string Collection, Audience Audience, bool Down), SqlStatement> _fullText = (
        from collection in FullTextTables.Searched
        from audience in Enum.GetValues<Audience>()
        from down in new[] { true, false }
        select (
            Key: (collection, audience, down),
            Statement: reads.FullTextSql(FullTextTables.Table(collection, audience), down)
        )
    ).ToDictionary(pair => pair.Key, pair => pair.Statement);

    /// <param name="count">How many will be asked for, at a guess.</param>
    public PostingsIntersection Open(IndexQuery query, SortPosition? after, int count)
    {
        var cost = new QueryCost();

        return new(OpenGroups(query, cost, count), OpenExcluded(query, cost), cost, query, after);
    }

    /// <summary>Which of some rows, named by their positions, it finds, whatever lies between them.</summary>
    public async Task<List<SortPosition>> ProbeAsync(
        IndexQuery query,
        IEnumerable<SortPosition> rows,
        CancellationToken cancellation
    )
    {
        var ascending = query with { Sort = query.Sort with { Descending = false } };
        var cost = new QueryCost();
        var (groups, excluded) = (OpenGroups(ascending, cost, 1), OpenExcluded(ascending, cost));
        var found = new List<SortPosition>();
        foreach (var row in rows.OrderBy(row => row.At))
        {
            if (query.Exclude.Contains(row.Key) || query.Published?.Contains(row.At) == false)
                continue;

            var isInAll = true;
            foreach (var group in groups)
                isInAll = isInAll && (await group.SeekAsync(row.At, cancellation))?.At == row.At;
            if (isInAll && !(excluded is not null && await excluded.HasAsync(row.At, cancellation)))
                found.Add(row);
        }

        return found;
    }

    private List<PostingsUnion> OpenGroups(IndexQuery query, QueryCost cost, int count)
    {
        var down = query.Sort.Descending;
        var filters = FiltersOf(query);
        // A list alone is read as far as the page goes; several are skipped through.
        var isAlone = filters.Count + (query.Text is null ? 0 : 1) == 1 && query.ExcludedTerms.Count == 0;
        var chunk = isAlone ? Math.Min(count, MaxFirstChunk) + 1 : ChunkSize;
        var groups = new List<PostingsUnion>();
        if (query.Text is { } text)
        {
            var match = reads.FormatMatch(text);
            groups.Add(
                Union(
                    query.Audiences.Select(audience => new SqlPostings(
                        reads,
                        _fullText[(query.Collection, audience, down)],
                        [match]
                    ))
                )
            );
        }

        foreach (var terms in filters)
            groups.Add(Union(SourcesOf(query, terms)));
        return groups;

        PostingsUnion Union(IEnumerable<IPostingsSource> sources) =>
            new(sources.Select(source => new PostingsCursor(source, cost, down, chunk)), down);
    }

    // A picture stands once for each audience that is shown it, under terms of its own: one of them is enough to leave
    // it out.
    private PostingsUnion? OpenExcluded(IndexQuery query, QueryCost cost)
    {
        if (query.ExcludedTerms.Count == 0)
            return null;

        var down = query.Sort.Descending;
        var sources = SourcesOf(query, query.ExcludedTerms);
        return new(sources.Select(source => new PostingsCursor(source, cost, down, ChunkSize)), down);
    }

    private IEnumerable<SqlPostings> SourcesOf(IndexQuery query, IEnumerable<string> terms)
    {
        var list = query.Sort.Descending ? PostingsSql.Descending : PostingsSql.Ascending;

        return from audience in query.Audiences
            from term in terms.Distinct()
            select new SqlPostings(reads, list, [(long)audience, keys.ListId(query.Collection, term)]);
    }

    // A search alone needs no terms; to leave rows out, their keys have to be known.
    private static IReadOnlyList<IReadOnlyList<string>> FiltersOf(IndexQuery query)
    {
        if (query.Filters.Count > 0)
            return query.Filters;
        if (query.Text is not null && query.Exclude.Count == 0)
            return [];

        return
        [
            [IndexDocument.All],
        ];
    }
}
