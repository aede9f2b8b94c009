using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Editing;
using ArticleApi.Log;

namespace ArticleApi.Import;

/// <summary>Makes the rows of articles that are not in yet.</summary>
internal sealed class NewArticleBuilder(
    ArticleFactory factory,
    SlugAllocator slugs,
    DatelineInterner datelines,
    TimeProvider clock
)
{
    /// <param name="interned">The datelines of this transaction; those that are missing are added.</param>
    public async Task<IReadOnlyList<NewArticleRows>> BuildAsync(
        IReadOnlyList<PlannedInsert> inserts,
        InternedDatelines interned,
        BulkTransaction transaction,
        CancellationToken cancellation
    )
    {
        if (inserts.Count == 0)
            return [];

        var drafts = inserts.Select(insert => insert.Candidate.Parsed.Draft).ToList();
        await datelines.InternAsync(drafts.SelectMany(DatelinesOf), interned, transaction, cancellation);
        var allocated = await slugs.AllocateAsync(
            drafts.ConvertAll(draft => draft.Slug ?? slugs.Derive(draft.Headline)),
            cancellation
        );

        return inserts.Select((insert, index) => Build(insert, allocated[index], interned)).ToList();
    }

    private NewArticleRows Build(PlannedInsert insert, Slug slug, InternedDatelines interned)
    {
        var (candidate, draft) = (insert.Candidate, insert.Candidate.Parsed.Draft);
        var uses = draft
            .Images.Select(image => factory.CreateImageUse(image, interned.Find(image.Caption?.Dateline)))
            .ToList();
        var article = factory.CreateArticle(draft, slug, interned.Find(draft.Dateline), uses, insert.Id);
        if (candidate.IsPublishable)
            article.PublishAsSourced(clock.GetUtcNow());

        return new(
            article,
            new() { Identity = candidate.Identity, ArticleId = article.Id },
            candidate.Source.AttachTo(article)
        );
    }

    private static IEnumerable<DatelineReading> DatelinesOf(ArticleDraft draft) =>
        draft.Images.Select(image => image.Caption?.Dateline).Append(draft.Dateline).OfType<DatelineReading>();
}
