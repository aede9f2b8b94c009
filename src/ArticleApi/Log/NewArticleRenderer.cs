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
    IRowWriter writer,
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

        return new(
            rows,
            writer.Encode(article),
            writer.Encode(rows.Source),
            rendered,
            [.. article.Images.Select(Describe)]
        );
    }

    /// <summary>What a dateline that is to be written is found by.</summary>
    public NewDateline Describe(Dateline dateline) =>
        new(
            writer.Encode(dateline),
            FindLists(DatelineIndexFields.Describe(dateline), Collections.Datelines),
            tokenizer.Tokenize(dateline)
        );

    private NewImageUse Describe(ImageUse use) =>
        new(
            use,
            writer.Encode(use.Image),
            FindLists(
                ImageIndexFields.Describe(use.Image, use.Caption is { } shown ? [shown] : []),
                Collections.Images
            ),
            use.Caption is { } caption ? Describe(caption) : null
        );

    private NewCaption Describe(Caption caption) =>
        new(
            writer.Encode(caption),
            FindLists(CaptionIndexFields.Describe(caption), Collections.Captions),
            tokenizer.Tokenize(caption)
        );

    // Worked out here, so that the writer need not.
    private IndexDocument FindLists(IndexDocument document, string collection)
    {
        _ = document.TermListIds(keys, collection);

        return document;
    }
}
