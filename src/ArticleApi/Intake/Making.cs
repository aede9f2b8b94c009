using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Intake;

/// <summary>Makes rows of drafts; the API and the importers alike. Nothing is written until the log commits.</summary>
internal sealed class Making(ArticleDb db, TimeProvider clock)
{
    /// <summary>An article with its pictures.</summary>
    /// <param name="slug">Free, as far as <see cref="FreeSlug"/> could see.</param>
    public async Task<Article> Article(
        ArticleDraft draft,
        Slug slug,
        IReadOnlyList<ImageUse> uses,
        CancellationToken cancellation
    )
    {
        var article = Core.Articles.Article.From(draft, slug, await Dateline(draft.Dateline, cancellation), NewId());
        article.Show(uses);
        db.Articles.Add(article);
        db.Slugs.Add(new SlugRow { Slug = slug.ToString(), ArticleId = article.Id });
        return article;
    }

    /// <summary>A new picture with its caption, as a draft shows it.</summary>
    public async Task<ImageUse> Use(ImageDraft draft, CancellationToken cancellation)
    {
        var image = Image(draft.Facts);

        return ImageUse.Of(
            image,
            draft.Caption is { } caption ? await Caption(caption, image, cancellation) : null,
            draft.Role
        );
    }

    public Image Image(ImageFacts facts) =>
        db.Images.Add(Core.Images.Image.From(facts, NewId(), clock.GetUtcNow())).Entity;

    public async Task<Caption> Caption(CaptionDraft draft, Image image, CancellationToken cancellation) =>
        db
            .Captions.Add(
                Core.Images.Caption.From(
                    draft,
                    image,
                    await Dateline(draft.Dateline, cancellation),
                    NewId(),
                    clock.GetUtcNow()
                )
            )
            .Entity;

    /// <summary>
    /// The shared row of these facts, found or made. Another writer making the same at the same time is waited for.
    /// </summary>
    public async Task<Dateline?> Dateline(DatelineReading? reading, CancellationToken cancellation)
    {
        if (reading is null)
            return null;

        var identity = Core.Datelines.Dateline.IdentityOf(reading.Facts);
        var known =
            db.Datelines.Local.FirstOrDefault(row => row.Identity == identity)
            ?? await db.Datelines.FirstOrDefaultAsync(row => row.Identity == identity, cancellation);
        if (known is not null)
            return known;

        await ArticleLog.Begin(db, cancellation);
        await db.Insert(
            [
                Core
                    .Datelines.Dateline.From(reading.Facts)
                    .With(nameof(Core.Datelines.Dateline.Key), (await db.Keys<Dateline>(1, cancellation))[0]),
            ],
            cancellation,
            skipTaken: true
        );
        return await db.Datelines.FirstAsync(row => row.Identity == identity, cancellation);
    }

    /// <summary>The slug itself or the first free number of it.</summary>
    public async Task<Slug> FreeSlug(Slug wanted, CancellationToken cancellation)
    {
        var slug = wanted;
        for (var number = 2; await IsTaken(slug, cancellation); number++)
            slug = wanted.Numbered(number);

        return slug;
    }

    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>The slug a headline gives; where it gives none, the article's place in time stands in.</summary>
    public Slug SlugOf(string headline) =>
        Slug.From(headline) ?? Slug.From("article-" + clock.GetUtcNow().ToUnixTimeSeconds())!.Value;

    public async Task<bool> IsTaken(Slug slug, CancellationToken cancellation)
    {
        var (text, erased) = (slug.ToString(), Delivery.ErasedSlug(slug.ToString()));

        return db.Slugs.Local.Any(row => row.Slug == text)
            || await db.Slugs.AnyAsync(row => row.Slug == text || row.Slug == erased, cancellation);
    }
}
