using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Log;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>Makes rows of drafts; the API and the importers alike. Nothing is written until the log commits.</summary>
internal sealed class ArticleFactory(ArticleDb db, ArticleLog log, TimeProvider clock)
{
    /// <summary>An article with its pictures.</summary>
    /// <param name="slug">Free, as far as <see cref="AllocateSlugAsync"/> could see.</param>
    public async Task<Article> CreateArticleAsync(
        ArticleDraft draft,
        Slug slug,
        IReadOnlyList<ImageUse> uses,
        CancellationToken cancellation
    )
    {
        var article = Core.Articles.Article.From(
            draft,
            slug,
            await GetOrCreateDatelineAsync(draft.Dateline, cancellation),
            NewId()
        );
        article.SetImages(uses);
        db.Articles.Add(article);
        db.Slugs.Add(new SlugReservation { Slug = slug.ToString(), ArticleId = article.Id });
        return article;
    }

    /// <summary>A new picture with its caption, as a draft shows it.</summary>
    public async Task<ImageUse> CreateImageUseAsync(ImageDraft draft, CancellationToken cancellation)
    {
        var image = CreateImage(draft.Facts);

        return ImageUse.Create(
            image,
            draft.Caption is { } caption ? await CreateCaptionAsync(caption, image, cancellation) : null,
            draft.Role
        );
    }

    public Image CreateImage(ImageFacts facts) =>
        db.Images.Add(Core.Images.Image.From(facts, NewId(), clock.GetUtcNow())).Entity;

    public async Task<Caption> CreateCaptionAsync(CaptionDraft draft, Image image, CancellationToken cancellation) =>
        db
            .Captions.Add(
                Core.Images.Caption.From(
                    draft,
                    image,
                    await GetOrCreateDatelineAsync(draft.Dateline, cancellation),
                    NewId(),
                    clock.GetUtcNow()
                )
            )
            .Entity;

    /// <summary>
    /// The shared row of these facts, found or made. Another writer making the same at the same time is waited for.
    /// </summary>
    public async Task<Dateline?> GetOrCreateDatelineAsync(DatelineReading? reading, CancellationToken cancellation)
    {
        if (reading is null)
            return null;

        var identity = Core.Datelines.Dateline.IdentityOf(reading.Facts);
        var known =
            db.Datelines.Local.FirstOrDefault(row => row.Identity == identity)
            ?? await db.Datelines.FirstOrDefaultAsync(row => row.Identity == identity, cancellation);
        if (known is not null)
            return known;

        await log.InternAsync(Dateline.From(reading.Facts), cancellation);
        return await db.Datelines.FirstAsync(row => row.Identity == identity, cancellation);
    }

    /// <summary>The slug itself or the first free number of it.</summary>
    public async Task<Slug> AllocateSlugAsync(Slug wanted, CancellationToken cancellation)
    {
        var slug = wanted;
        for (var number = 2; await IsSlugTakenAsync(slug, cancellation); number++)
            slug = wanted.WithNumber(number);

        return slug;
    }

    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>The slug a headline gives; where it gives none, the article's place in time stands in.</summary>
    public Slug DeriveSlug(string headline) =>
        Slug.From(headline) ?? Slug.From("article-" + clock.GetUtcNow().ToUnixTimeSeconds())!.Value;

    public async Task<bool> IsSlugTakenAsync(Slug slug, CancellationToken cancellation)
    {
        var (text, erased) = (slug.ToString(), ArticleReader.ErasedSlug(slug.ToString()));

        return db.Slugs.Local.Any(row => row.Slug == text)
            || await db.Slugs.AnyAsync(row => row.Slug == text || row.Slug == erased, cancellation);
    }
}
