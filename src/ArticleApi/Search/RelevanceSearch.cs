using ArticleApi.Core.Articles;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Storage;

namespace ArticleApi.Search;

/// <summary>
/// Ranks the newest matches only: so a page costs about what it costs in the order of publication, however many match.
/// </summary>
internal sealed class RelevanceSearch(ISqlReader reads, PublicationOrderSearch search)
{
    /// <summary>The newest matches that are ranked.</summary>
    private const int MaxRankedHits = 5_000;

    private readonly Dictionary<(string Collection, Audience Audience), SqlStatement> _oldest = (
        from collection in FullTextTables.Searched
        from audience in Enum.GetValues<Audience>()
        let newest = reads.FullTextSql(FullTextTables.Table(collection, audience), down: true).Sql
        select (
            Key: (collection, audience),
            Statement: new SqlStatement($"""SELECT min("Position") FROM ({newest}) AS newest""")
            {
                IsCancellable = true,
            }
        )
    ).ToDictionary(pair => pair.Key, pair => pair.Statement);

    /// <param name="query">With a text, newest first.</param>
    /// <param name="after">
    /// Tells from page to page where the newest matches end, so that what is published meanwhile pushes none out.
    /// </param>
    public async Task<IMatchSource> OpenAsync(IndexQuery query, SortPosition? after, CancellationToken cancellation)
    {
        if ((after?.Key ?? await FindHorizonAsync(query, cancellation)) is not { } horizon)
            return new MatchList([]);

        var from = Math.Max(RelevanceTiers.HorizonOf(horizon), query.Published?.From ?? long.MinValue);
        var ranked = query with { Published = new(from, query.Published?.Before) };

        return new RelevanceTiers(query.Text!.RelevanceTiers(), Open, horizon, after);

        IMatchSource Open(Expression text, SortPosition? mark, int count) =>
            search.Open(ranked with { Text = text }, mark, count);
    }

    // Nothing but a search is left to the database, where the matches between stay.
    private async Task<long?> FindHorizonAsync(IndexQuery query, CancellationToken cancellation)
    {
        if (query is not { Audiences: [var audience], Filters.Count: 0, Exclude.Count: 0, ExcludedTerms.Count: 0 })
        {
            var matches = search.Open(query, null, MaxRankedHits);
            var newest = await matches.NextAsync(MaxRankedHits, QueryExecutor.MaxEntriesRead, cancellation);

            return newest.Rows is [.., var last] ? last.At : null;
        }

        await using var rows = await reads.QueryAsync(
            _oldest[(query.Collection, audience)],
            [reads.FormatMatch(query.Text!), query.Published?.Before - 1 ?? long.MaxValue, MaxRankedHits],
            cancellation
        );

        return await rows.ReadAsync(cancellation) && !rows.IsNull(0) ? rows.GetInt64(0) : null;
    }
}
