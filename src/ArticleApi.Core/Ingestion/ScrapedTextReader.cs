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

    private const string SentenceEnds = ".!?…。！？؟۔।\"'”’»«“)]』」";

    /// <param name="document">The document's name, without folders.</param>
    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var source = DecodedText.DecodeProse(document, bytes);
        var complaints = source.Diagnostics.ToList();
        var articles = new List<ParsedArticle>();
        if (source.Text is null)
            return new(articles, complaints);

        var lines = ScrapedTextLine.Split(source.Text);
        if (lines.All(line => line.IsBlank))
            return new(
                articles,
                [.. complaints, new(DiagnosticSeverity.Error, document, null, "The file holds no text.")]
            );

        complaints.AddRange(
            lines
                .Where(line => line.WasCleaned)
                .Take(MaxRepeatedDiagnostics)
                .Select(line => new Diagnostic(
                    DiagnosticSeverity.Warning,
                    document,
                    line.Number,
                    "Control characters were taken out of this line."
                ))
        );

        var stray = new List<int>();
        var blocks = ScrapedTextBlock.Split(lines, stray);
        if (blocks.Count == 0 && ScrapedTextArticle.FromUnmarkedText(lines) is { } only)
            AddArticle(document, only, true, only.Headline.Number, articles, complaints);
        else if (blocks.Count == 0)
            complaints.Add(
                new(
                    DiagnosticSeverity.Error,
                    document,
                    null,
                    $"The file holds no text beside '{ScrapedTextBlock.Marker}'."
                )
            );
        else
            complaints.AddRange(
                stray
                    .Take(MaxRepeatedDiagnostics)
                    .Select(line => new Diagnostic(
                        DiagnosticSeverity.Warning,
                        document,
                        line,
                        $"No headline stands above this '{ScrapedTextBlock.Marker}'; it is taken for text."
                    ))
            );

        ReportUnclaimedText(document, lines, blocks, complaints);
        foreach (var block in blocks)
        {
            if (ScrapedTextArticle.FromBlock(block) is { } article)
                AddArticle(document, article, block.IsLast, block.FirstLine, articles, complaints);
            else
                complaints.Add(
                    new(
                        DiagnosticSeverity.Error,
                        document,
                        block.FirstLine,
                        $"Nothing follows '{ScrapedTextBlock.Marker}': the article is cut off."
                    )
                );
        }

        return new(articles, complaints);
    }

    // The same complaint about more lines than these says nothing new.
    private const int MaxRepeatedDiagnostics = 20;

    private static void AddArticle(
        string document,
        ScrapedTextArticle article,
        bool isLast,
        int firstLine,
        List<ParsedArticle> articles,
        List<Diagnostic> complaints
    )
    {
        complaints.AddRange(
            article.Warnings.Select(doubt => new Diagnostic(
                DiagnosticSeverity.Warning,
                document,
                doubt.Line,
                doubt.Message
            ))
        );
        if (ScrapedTextLimits.FindViolation(article) is { } broken)
        {
            complaints.Add(new(DiagnosticSeverity.Error, document, broken.Line, broken.Message));
            return;
        }

        if (article.Author is { } author && Slug.From(author.Text) is null)
            complaints.Add(
                new(
                    DiagnosticSeverity.Warning,
                    document,
                    author.Number,
                    "The author's line has no letter or digit; the article gets no byline."
                )
            );

        bool? truncated =
            !SentenceEnds.Contains(article.Body[^1].Text[^1], StringComparison.Ordinal) ? true
            : isLast ? null
            : false;
        var draft = MailAddressRemover.RemoveFrom(
            ToDraft(article),
            message => complaints.Add(new(DiagnosticSeverity.Warning, document, firstLine, message))
        );
        articles.Add(new(draft, firstLine, article.Body[^1].Number, truncated));
    }

    private static ArticleDraft ToDraft(ScrapedTextArticle article)
    {
        var texts = article.Body.Select(line => line.Text).ToList();
        var language = LanguageDetector.Detect(string.Join('\n', texts.Prepend(article.Headline.Text)));

        return new()
        {
            Headline = article.Headline.Text,
            Language = language,
            Body = texts.Select(Block (text) => Paragraph.FromText(text)).ToValueList(),
            Bylines =
                article.Author is { } author && Slug.From(author.Text) is { } slug
                    ? [new Byline(slug.ToString(), author.Text, article.AboutAuthor?.Text)]
                    : [],
            Dateline = DatelineReader.ReadLede(texts[0]),
            Images = article.Captions.Select((caption, index) => ToImage(caption.Text, language, index)).ToValueList(),
            Attributions = AttributionReader.Read(texts),
        };
    }

    private static ImageDraft ToImage(string raw, string language, int index)
    {
        var reading = CaptionReader.Read(raw);
        var facts = new ImageFacts
        {
            Credit = reading.Credit,
            FilePhoto = reading.FilePhoto,
            FilePhotoEvidence = reading.FilePhotoEvidence,
        };

        return new(
            facts,
            new CaptionDraft(language, reading.Text, reading.Raw, reading.Dateline),
            index == 0 ? ImageRole.Lead : ImageRole.Inline
        );
    }

    // Text above the first article's head belongs to an article whose head was cut away.
    private static void ReportUnclaimedText(
        string document,
        List<ScrapedTextLine> lines,
        List<ScrapedTextBlock> blocks,
        List<Diagnostic> complaints
    )
    {
        if (
            blocks.Count > 0
            && lines.First(line => !line.IsBlank) is var first
            && first.Number < blocks[0].FirstLine
            && first.Text != ScrapedTextBlock.Marker
        )
            complaints.Add(
                new(
                    DiagnosticSeverity.Error,
                    document,
                    first.Number,
                    $"The text up to line {blocks[0].FirstLine - 1} has no '{ScrapedTextBlock.Marker}' and is not taken: its head is cut off."
                )
            );
    }
}
