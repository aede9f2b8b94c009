using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>A picture that came with its article, and what it and its caption are found by.</summary>
/// <param name="Caption">Null where it has none; so are the words that it is searched by.</param>
internal sealed record NewImageUse(ImageUse Use, IndexDocument Image, IndexDocument? Caption, TokenizedText? Words);

/// <summary>A new article, rendered before its rows have keys.</summary>
internal sealed record NewArticle(NewArticleRows Rows, RenderedArticle Rendered, IReadOnlyList<NewImageUse> Uses)
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
        var (use, image, caption, words) = described;
        yield return EntryOf(new(ComponentKind.Image, use.ImageKey), audience, image, null);
        if (caption is not null)
            yield return EntryOf(new(ComponentKind.Caption, use.CaptionKey!.Value), audience, caption, words);
    }

    private static (ComponentRef, IndexEntry) EntryOf(
        ComponentRef component,
        Audience audience,
        IndexDocument document,
        TokenizedText? words
    )
    {
        var list = Collections.Of(component.Kind);

        return (component, new(audience, list, component.Key, component.Key, document) { Words = words });
    }
}
