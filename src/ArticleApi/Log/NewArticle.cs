using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>A picture that came with its article, and what it is found by.</summary>
internal sealed record NewImageUse(ImageUse Use, EncodedRow<Image> Image, IndexDocument Document, NewCaption? Caption);

/// <summary>Its caption, what it is found by, and the words that it is searched by.</summary>
internal sealed record NewCaption(EncodedRow<Caption> Row, IndexDocument Document, TokenizedText Words);

/// <summary>A new article, rendered before its rows have keys.</summary>
internal sealed record NewArticle(
    NewArticleRows Rows,
    EncodedRow<Article> Article,
    EncodedRow<SourceRecord> Source,
    RenderedArticle Rendered,
    IReadOnlyList<NewImageUse> Uses
)
{
    /// <summary>What was rendered, once all rows have got their keys.</summary>
    public RenderedArticle WithKeys()
    {
        var (article, head) = (Rows.Article, Rendered.Head);
        head.SetKey(nameof(ArticleHead.ArticleKey), article.Key);
        head.PublicationKey = PublicationKey.For(article);
        var rendered = Rendered.WithReferences(ComponentRef.UsedBy(article));

        return rendered with
        {
            Entry = rendered.Entry with
            {
                Position = head.PublicationKey.Value,
                Key = article.Key,
                NewComponents = [.. Uses.SelectMany(use => EntriesOf(use, head.Audience))],
            },
        };
    }

    private static IEnumerable<(ComponentRef, IndexEntry)> EntriesOf(NewImageUse described, Audience audience)
    {
        var (use, _, image, caption) = described;
        var ofImage = new ComponentRef(ComponentKind.Image, use.ImageKey);
        yield return (ofImage, IndexEntry.OfComponent(ofImage, audience, image, null));
        if (caption is null)
            yield break;

        var ofCaption = new ComponentRef(ComponentKind.Caption, use.CaptionKey!.Value);
        yield return (ofCaption, IndexEntry.OfComponent(ofCaption, audience, caption.Document, caption.Words));
    }
}
