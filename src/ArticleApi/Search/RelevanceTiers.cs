using ArticleApi.Core.Search;
using ArticleApi.Index;

namespace ArticleApi.Search;

/// <summary>
/// Tier by tier, each newest first and without those that a better one has. The tier stands in the last bits of each
/// row's key, the rest of which is where the newest matches end.
/// </summary>
/// <param name="open">Opens the matches of an expression after a row, of which so many will be asked for.</param>
/// <param name="horizon">The lowest position that is ranked; its last bits are not looked at.</param>
internal sealed class RelevanceTiers(
    IReadOnlyList<Expression> tiers,
    Func<Expression, SortPosition?, int, IMatchSource> open,
    long horizon,
    SortPosition? after
) : IMatchSource
{
    private const long TierMask = 15;

    private readonly long _horizon = HorizonOf(horizon);
    private int _tier = (int)((after?.Key ?? 0) & TierMask);
    private SortPosition? _after = after;
    private IMatchSource? _current;

    /// <summary>None: each tier has a budget of its own.</summary>
    public long EntriesRead => 0;

    public static long HorizonOf(long key) => key & ~TierMask;

    public async ValueTask<MatchBatch> NextAsync(int count, long budget, CancellationToken cancellation)
    {
        var rows = new List<SortPosition>();
        while (rows.Count < count && _tier < tiers.Count)
        {
            _current ??= open(
                _tier == 0 ? tiers[0] : Expression.Not.Create(tiers[_tier], tiers[_tier - 1]),
                _after,
                count - rows.Count
            );
            var found = await _current.NextAsync(count - rows.Count, budget, cancellation);
            foreach (var row in found.Rows)
                rows.Add(new(row.At, _horizon | (long)_tier));
            if (!found.HasMore || found.StoppedAt is not null)
                (_tier, _current, _after) = (_tier + 1, null, null);
        }

        return new(rows, HasMore: _tier < tiers.Count);
    }
}
