using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>
/// Finds slugs that no article has or had, for one article or for many. The slugs' unique index has the last word.
/// </summary>
internal sealed class SlugAllocator(ArticleDb db, TimeProvider clock)
{
    private const string StandInStart = "article-";

    /// <summary>The slug a headline gives; where it gives none, the article's place in time stands in.</summary>
    public Slug Derive(string headline) =>
        Slug.From(headline) ?? Slug.From(StandInStart + clock.GetUtcNow().ToUnixTimeSeconds())!.Value;

    /// <summary>Whether it is one that <see cref="Derive"/> gives where there is no headline.</summary>
    public static bool IsStandIn(Slug slug) =>
        slug.ToString() is var text
        && text.StartsWith(StandInStart, StringComparison.Ordinal)
        && text.Skip(StandInStart.Length).All(c => char.IsAsciiDigit(c) || c == '-');

    public async Task<bool> IsTakenAsync(Slug slug, CancellationToken cancellation) =>
        (await FindTakenAsync([slug], cancellation)).Count > 0;

    /// <summary>The slug itself or the first free number of it.</summary>
    public async Task<Slug> AllocateAsync(Slug wanted, CancellationToken cancellation) =>
        (await AllocateAsync([wanted], _ => false, cancellation))[0];

    /// <summary>For each the slug itself or the first free number of it, each another.</summary>
    /// <param name="isPromised">Whether a slug is somebody's who has not written it yet.</param>
    public async Task<IReadOnlyList<Slug>> AllocateAsync(
        IReadOnlyList<Slug> wanted,
        Predicate<Slug> isPromised,
        CancellationToken cancellation
    )
    {
        var taken = await FindTakenAsync(wanted, cancellation);
        var allocated = new List<Slug>(wanted.Count);
        foreach (var slug in wanted)
        {
            var free =
                taken.Contains(slug) || isPromised(slug)
                    ? slug.WithNumber(await FindFreeNumberAsync(number => IsGivenAsync(slug.WithNumber(number))))
                    : slug;
            taken.Add(free);
            allocated.Add(free);
        }

        return allocated;

        async Task<bool> IsGivenAsync(Slug slug) =>
            taken.Contains(slug) || isPromised(slug) || await IsTakenAsync(slug, cancellation);
    }

    /// <summary>
    /// Reserves a slug for an article that is in. It may go back to one it had; nobody else's may be taken, present or
    /// past.
    /// </summary>
    /// <returns>False where it is taken.</returns>
    public async Task<bool> TryReserveAsync(Slug slug, Guid article, CancellationToken cancellation)
    {
        var text = slug.ToString();
        if (await db.Slugs.AnyAsync(row => row.Slug == text && row.ArticleId == article, cancellation))
            return true;
        if (await IsTakenAsync(slug, cancellation))
            return false;

        db.Slugs.Add(new SlugReservation { Slug = text, ArticleId = article });
        return true;
    }

    // Numbers are given one after the other, and none is given back: beyond a free one all are. Some headlines come
    // back daily for years, so that asking for each in turn would take longer with every one.
    private static async Task<int> FindFreeNumberAsync(Func<int, Task<bool>> isGiven)
    {
        var (given, free) = (1, 2);
        while (await isGiven(free))
            (given, free) = (free, free * 2);
        while (free - given > 1)
        {
            var between = given + (free - given) / 2;
            if (await isGiven(between))
                given = between;
            else
                free = between;
        }

        return free;
    }

    private async Task<HashSet<Slug>> FindTakenAsync(IEnumerable<Slug> slugs, CancellationToken cancellation)
    {
        var tracked = db.Slugs.Local.Select(row => row.Slug).ToHashSet();
        var taken = new HashSet<Slug>();
        // Each is asked for as it is and as it would be erased.
        foreach (var some in slugs.Distinct().Chunk(ArticleDb.MaxKeysPerQuery / 2))
        {
            var texts = some.ToDictionary(slug => slug.ToString());
            foreach (var slug in some)
                texts.Add(SlugHash.For(slug.ToString()), slug);
            var names = texts.Keys.ToList();
            var stored = await db
                .Slugs.AsNoTracking()
                .Where(row => names.Contains(row.Slug))
                .Select(row => row.Slug)
                .ToListAsync(cancellation);
            taken.UnionWith(stored.Select(text => texts[text]));
            taken.UnionWith(some.Where(slug => tracked.Contains(slug.ToString())));
        }

        return taken;
    }
}
