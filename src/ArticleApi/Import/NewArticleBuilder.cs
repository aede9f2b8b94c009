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
    /// <param name="interned">The datelines that the import has found so far; those that are missing are added.</param>
    /// <param name="isPromised">Whether a slug belongs to an article that waits to be written.</param>
    /// <returns>The rows, and before them the datelines that have to be written.</returns>
    public async Task<(IReadOnlyList<Dateline> Datelines, IReadOnlyList<NewArticleRows> Articles)> BuildAsync(
        IReadOnlyList<PlannedInsert> inserts,
        InternedDatelines interned,
        Predicate<Slug> isPromised,
        CancellationToken cancellation
    )
    {
        if (inserts.Count == 0)
            return ([], []);

        var drafts = inserts.Select(insert => insert.Candidate.Parsed.Draft).ToList();
        var made = await datelines.InternAsync(
            drafts.SelectMany(DatelinesOf),
            interned,
            inserts.Any(insert => insert.Candidate.HasStableIds)
                ? facts => Dateline.From(facts, StableId.Of("dateline", Dateline.IdentityOf(facts)))
                : facts => Dateline.From(facts),
            cancellation
        );
        var allocated = await slugs.AllocateAsync(
            drafts.ConvertAll(draft => draft.Slug ?? slugs.Derive(draft.Headline)),
            isPromised,
            cancellation
        );

        return (made, [.. inserts.Select((insert, index) => Build(insert, allocated[index], interned))]);
    }

    private NewArticleRows Build(PlannedInsert insert, Slug slug, InternedDatelines interned)
    {
        var (candidate, draft) = (insert.Candidate, insert.Candidate.Parsed.Draft);
        var uses = draft
            .Images.Select(
                (image, index) =>
                    factory.CreateImageUse(
                        image,
                        interned.Find(image.Caption?.Dateline),
                        candidate.IdOf($"image {index + 1}"),
                        candidate.IdOf($"caption {index + 1}")
                    )
            )
            .ToList();
        var article = factory.CreateArticle(
            draft,
            slug,
            interned.Find(draft.Dateline),
            uses,
            insert.Id ?? candidate.IdOf("article")
        );
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
