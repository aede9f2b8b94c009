using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Editing;

/// <summary>
/// Makes rows of drafts and adds them to what the context tracks; nothing is written until the log commits.
/// </summary>
internal sealed class TrackedRows(ArticleDb db, ArticleFactory factory, DatelineInterner datelines)
{
    /// <summary>An article with its pictures.</summary>
    /// <param name="slug">Free, as far as <see cref="SlugAllocator"/> could see.</param>
    public async Task<Article> AddArticleAsync(
        ArticleDraft draft,
        Slug slug,
        IReadOnlyList<ImageUse> uses,
        CancellationToken cancellation
    )
    {
        var dateline = await datelines.InternAsync(draft.Dateline, cancellation);
        var article = db.Articles.Add(factory.CreateArticle(draft, slug, dateline, uses)).Entity;
        db.Slugs.Add(new SlugReservation { Slug = slug.ToString(), ArticleId = article.Id });
        return article;
    }

    /// <summary>A new picture with its caption, as a draft shows it.</summary>
    public async Task<ImageUse> AddImageUseAsync(ImageDraft draft, CancellationToken cancellation)
    {
        var dateline = await datelines.InternAsync(draft.Caption?.Dateline, cancellation);
        var use = factory.CreateImageUse(draft, dateline);
        db.Images.Add(use.Image);
        if (use.Caption is { } caption)
            db.Captions.Add(caption);
        return use;
    }

    public Image AddImage(ImageFacts facts) => db.Images.Add(factory.CreateImage(facts)).Entity;

    public async Task<Caption> AddCaptionAsync(CaptionDraft draft, Image image, CancellationToken cancellation)
    {
        var dateline = await datelines.InternAsync(draft.Dateline, cancellation);

        return db.Captions.Add(factory.CreateCaption(draft, image, dateline)).Entity;
    }
}
