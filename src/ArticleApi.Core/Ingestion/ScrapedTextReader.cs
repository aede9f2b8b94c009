using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Reads texts scraped from news pages: the headline and doubled captions, a line <c>TT</c>, both again, then the body;
/// or an author, a line about the author, <c>TT</c>, headline and body. A document may hold several.
/// </summary>
/// <remarks>
/// What the document does not say stays null: it has no date of publication, publisher, address or section.
/// </remarks>
public static class ScrapedTextReader
{
    public const string Format = "scraped-text";

    /// <summary>Whether a document's beginning has a line <c>TT</c>.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start)
    {
        var text = start switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(start),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(start),
            _ => Encoding.Latin1.GetString(start),
        };
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Trim().SequenceEqual(ScrapedTextBlock.Marker))
                return true;
        }

        return false;
    }

    /// <param name="document">The document's name, without folders.</param>
    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var context = new DocumentParseContext(document);
        var source = DecodedText.DecodeProse(document, bytes);
        context.AddDiagnostics(source.Diagnostics);
        if (source.Text is null)
            return context.ToResult();

        var lines = ScrapedTextLine.Split(source.Text);
        if (lines.All(line => line.IsBlank))
        {
            context.AddError(null, "The file holds no text.");
            return context.ToResult();
        }

        foreach (var line in lines.Where(line => line.WasCleaned).Take(MaxRepeatedDiagnostics))
            context.AddWarning(line.Number, "Control characters were taken out of this line.");

        var stray = new List<int>();
        var blocks = ScrapedTextBlock.Split(lines, stray);
        if (blocks.Count == 0)
            AddUnmarkedText(lines, context);
        else
            AddBlocks(lines, blocks, stray, context);

        return context.ToResult();
    }

    // The same complaint about more lines than these says nothing new.
    private const int MaxRepeatedDiagnostics = 20;

    private static void AddUnmarkedText(List<ScrapedTextLine> lines, DocumentParseContext context)
    {
        if (ScrapedTextArticle.FromUnmarkedText(lines) is { } only)
            AddArticle(only, true, only.Headline.Number, context);
        else
            context.AddError(null, $"The file holds no text beside '{ScrapedTextBlock.Marker}'.");
    }

    private static void AddBlocks(
        List<ScrapedTextLine> lines,
        List<ScrapedTextBlock> blocks,
        List<int> stray,
        DocumentParseContext context
    )
    {
        foreach (var line in stray.Take(MaxRepeatedDiagnostics))
            context.AddWarning(
                line,
                $"No headline stands above this '{ScrapedTextBlock.Marker}'; it is taken for text."
            );

        // Text above the first article's head belongs to an article whose head was cut away.
        var first = lines.First(line => !line.IsBlank);
        if (first.Number < blocks[0].FirstLine && first.Text != ScrapedTextBlock.Marker)
            context.AddError(
                first.Number,
                $"The text up to line {blocks[0].FirstLine - 1} has no '{ScrapedTextBlock.Marker}' and is not taken: "
                    + "its head is cut off."
            );

        foreach (var block in blocks)
        {
            if (ScrapedTextArticle.FromBlock(block) is { } article)
                AddArticle(article, block.IsLast, block.FirstLine, context);
            else
                context.AddError(
                    block.FirstLine,
                    $"Nothing follows '{ScrapedTextBlock.Marker}': the article is cut off."
                );
        }
    }

    private static void AddArticle(ScrapedTextArticle article, bool isLast, int firstLine, DocumentParseContext context)
    {
        foreach (var (line, message) in article.Warnings)
            context.AddWarning(line, message);
        if (article.Author is { } author && Slug.From(author.Text) is null)
            context.AddWarning(author.Number, "The author's line has no letter or digit; the article gets no byline.");

        context.AddArticle(
            new(ToDraft(article), firstLine, article.LastLine, article.IsTruncated(isLast)),
            broken => (article.LineOf(broken), broken.ToString())
        );
    }

    private static ArticleDraft ToDraft(ScrapedTextArticle article)
    {
        var draft = DraftEnricher.Complete(
            new()
            {
                Headline = article.Headline.Text,
                Body = article.Body.Select(Block (line) => Paragraph.FromText(line.Text)).ToValueList(),
                Bylines =
                    article.Author is { } author && Slug.From(author.Text) is { } slug
                        ? [new Byline(slug.ToString(), author.Text, article.AboutAuthor?.Text)]
                        : [],
            },
            new(null)
        );

        return draft with
        {
            Images = article
                .Captions.Select((caption, index) => ToImage(caption.Text, draft.Language, index))
                .ToValueList(),
        };
    }

    private static ImageDraft ToImage(string raw, string language, int index)
    {
        var reading = CaptionReader.Read(raw);

        return ImageDraftFactory.Create(new() { Credit = reading.Credit }, reading, language, index);
    }
}
