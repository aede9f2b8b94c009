using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Index;
using ArticleApi.Index.Fields;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>Renders new articles by the thousand, ahead of the transaction that writes them.</summary>
internal sealed class NewArticleRenderer(
    ArticleRenderer renderer,
    IndexTokenizer tokenizer,
    IndexKeys keys,
    TimeProvider clock
)
{
    // One processor writes meanwhile.
    private static readonly int Parallelism = Math.Max(1, Environment.ProcessorCount / 2);

    public async Task<IReadOnlyList<NewArticle>> RenderAsync(
        IReadOnlyList<NewArticleRows> articles,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var parts = articles
            .Chunk(Math.Max(1, (articles.Count + Parallelism - 1) / Parallelism))
            .Select(part => Task.Run(() => Array.ConvertAll(part, rows => Render(rows, now)), cancellation));

        return [.. (await Task.WhenAll(parts)).SelectMany(part => part)];
    }

    private NewArticle Render(NewArticleRows rows, DateTimeOffset now)
    {
        var article = rows.Article;
        var head = new ArticleHead
        {
            ArticleKey = article.Key,
            ArticleId = article.Id,
            PublicationKey = PublicationKey.For(article),
        };

        var rendered = renderer.RenderUnreferenced(article, head, now);
        FindLists(rendered.Entry.Document, Collections.Articles);
        _ = rendered.Entry.Document.FacetValueIds(keys);

        return new(rows, rendered, [.. article.Images.Select(Describe)]);
    }

    /// <summary>What a dateline that is to be written is found by.</summary>
    public NewDateline Describe(Dateline dateline) =>
        new(
            dateline,
            FindLists(DatelineIndexFields.Describe(dateline), Collections.Datelines),
            tokenizer.Tokenize(dateline)
        );

    private NewImageUse Describe(ImageUse use) =>
        new(
            use,
            FindLists(
                ImageIndexFields.Describe(use.Image, use.Caption is { } shown ? [shown] : []),
                Collections.Images
            ),
            use.Caption is { } caption ? FindLists(CaptionIndexFields.Describe(caption), Collections.Captions) : null,
            use.Caption is { } searched ? tokenizer.Tokenize(searched) : null
        );

    // Worked out here, so that the writer need not.
    private IndexDocument FindLists(IndexDocument document, string collection)
    {
        _ = document.TermListIds(keys, collection);

        return document;
    }
}
