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
    public ImageUse CreateImageUse(ImageDraft draft, Dateline? dateline)
    {
        var image = CreateImage(draft.Facts);
        var caption = draft.Caption is { } text ? CreateCaption(text, image, dateline) : null;

        return ImageUse.Create(image, caption, draft.Role);
    }

    public Image CreateImage(ImageFacts facts) => Image.From(facts, NewId(), clock.GetUtcNow());

    public Caption CreateCaption(CaptionDraft draft, Image image, Dateline? dateline) =>
        Caption.From(draft, image, dateline, NewId(), clock.GetUtcNow());

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}
