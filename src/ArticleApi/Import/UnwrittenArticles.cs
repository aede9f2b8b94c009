using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;

namespace ArticleApi.Import;

/// <summary>
/// What was prepared and need not be in the database yet: slugs that are promised, items that are about to be in, and
/// the datelines that they share.
/// </summary>
/// <param name="epoch">The <see cref="WriteQueue.Epoch"/> that it holds for.</param>
internal sealed class UnwrittenArticles(int epoch)
{
    // More than can wait to be written: what falls out is in the database, where it is looked for too.
    private const int Capacity = 10_000;

    private const int MaxWrittenDatelines = 2_500;

    private readonly RecentlyUsed<Slug, bool> _slugs = new(Capacity, EqualityComparer<Slug>.Default);
    private readonly RecentlyUsed<Guid, int> _items = new(2 * Capacity, EqualityComparer<Guid>.Default);

    public int Epoch => epoch;

    public InternedDatelines Datelines { get; } = new(MaxWrittenDatelines);

    public bool IsPromised(Slug slug) => _slugs.TryGet(slug, out _);

    /// <summary>Whether an item, or the article that it states to be, came with a batch after another.</summary>
    /// <param name="written">The number of the last batch that is in.</param>
    public bool Has(ImportCandidate candidate, int written) =>
        IsAfter(candidate.Identity, written) || (candidate.Parsed.Id is { } id && IsAfter(id, written));

    /// <param name="number">The batch's.</param>
    /// <param name="written">The number of the last batch that is in.</param>
    public void Add(PreparedBatch batch, int number, int written)
    {
        Datelines.EndBatch(number, batch.Datelines.Select(dateline => dateline.Row), written);
        foreach (var (article, identity, _) in batch.Articles.Select(each => each.Rows))
        {
            _slugs.Add(article.Slug, true);
            _items.Add(identity.Identity, number);
            _items.Add(article.Id, number);
        }
    }

    private bool IsAfter(Guid id, int written) => _items.TryGet(id, out var number) && number > written;
}
