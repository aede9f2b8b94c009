using ArticleApi.Index;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>
/// Gives articles their places in the order of publication, under the append lock. A place that another article has
/// gives way within the same instant.
/// </summary>
internal sealed class PublicationKeyAllocator(ArticleDb db)
{
    private readonly HashSet<long> _taken = [];
    private readonly HashSet<long> _free = [];

    /// <summary>Asks for many at once what <see cref="AllocateAsync"/> would ask for each.</summary>
    public async Task PrefetchAsync(IEnumerable<long> wanted, CancellationToken cancellation)
    {
        foreach (var some in wanted.Chunk(ArticleDb.MaxKeysPerQuery))
        {
            var taken = await db
                .Heads.AsNoTracking()
                .Where(head => head.PublicationKey != null && some.Contains(head.PublicationKey.Value))
                .Select(head => head.PublicationKey!.Value)
                .ToListAsync(cancellation);
            _taken.UnionWith(taken);
            _free.UnionWith(some.Except(taken));
        }
    }

    /// <summary>The wanted place or, where it is taken, the next free one of the same instant.</summary>
    /// <param name="article">Whose own place is free to it.</param>
    public async Task<long> AllocateAsync(long wanted, long article, CancellationToken cancellation)
    {
        var first = wanted - (wanted >= 0 ? wanted % PublicationKey.KeysPerInstant : 0);
        var place = wanted;
        for (var tries = 0L; tries < PublicationKey.KeysPerInstant; tries++)
        {
            if (await IsFreeAsync(place, article, cancellation))
            {
                _taken.Add(place);
                return place;
            }

            place = first + (place - first + 1) % PublicationKey.KeysPerInstant;
        }

        throw new InvalidOperationException($"More than {PublicationKey.KeysPerInstant} articles state one instant.");
    }

    private async Task<bool> IsFreeAsync(long place, long article, CancellationToken cancellation)
    {
        if (_taken.Contains(place))
            return false;

        return _free.Contains(place)
            || !await db.Heads.AnyAsync(
                head => head.PublicationKey == place && head.ArticleKey != article,
                cancellation
            );
    }
}
