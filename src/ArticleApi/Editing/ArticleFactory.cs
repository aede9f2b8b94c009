using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Editing;

/// <summary>
/// Makes rows of drafts, for editors and importers alike. It asks nothing of the database: slugs and shared datelines
/// are found before.
/// </summary>
internal sealed class ArticleFactory(TimeProvider clock)
{
    /// <summary>An article with its pictures.</summary>
    /// <param name="slug">Free, as far as <see cref="SlugAllocator"/> could see.</param>
    /// <param name="dateline">The shared row of the draft's dateline; null where it has none.</param>
    /// <param name="id">The id to keep; null for a new one.</param>
    public Article CreateArticle(
        ArticleDraft draft,
        Slug slug,
        Dateline? dateline,
        IReadOnlyList<ImageUse> uses,
        Guid? id = null
    )
    {
        var article = Article.From(draft, slug, dateline, id ?? NewId());
        article.SetImages(uses);
        return article;
    }

    /// <summary>A new picture with its caption, as a draft shows it.</summary>
    /// <param name="dateline">The shared row of the caption's dateline; null where it has none.</param>
    /// <param name="imageId">The id to have; null for a new one, and so the caption's.</param>
    public ImageUse CreateImageUse(ImageDraft draft, Dateline? dateline, Guid? imageId = null, Guid? captionId = null)
    {
        var image = CreateImage(draft.Facts, imageId);
        var caption = draft.Caption is { } text ? CreateCaption(text, image, dateline, captionId) : null;

        return ImageUse.Create(image, caption, draft.Role);
    }

    public Image CreateImage(ImageFacts facts, Guid? id = null) => Image.From(facts, id ?? NewId(), clock.GetUtcNow());

    public Caption CreateCaption(CaptionDraft draft, Image image, Dateline? dateline, Guid? id = null) =>
        Caption.From(draft, image, dateline, id ?? NewId(), clock.GetUtcNow());

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}
