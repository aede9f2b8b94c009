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
public static class SeedReader
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
            if (line.Trim().SequenceEqual(SeedBlock.Mark))
                return true;
        }

        return false;
    }

    private const string SentenceEnds = ".!?…。！？؟۔।\"'”’»«“)]』」";

    /// <param name="document">The document's name, without folders.</param>
    public static DocumentReading Read(string document, byte[] bytes)
    {
        var source = SourceText.DecodeProse(document, bytes);
        var complaints = source.Complaints.ToList();
        var articles = new List<ReadArticle>();
        if (source.Text is null)
            return new(articles, complaints);

        var lines = SeedLine.Split(source.Text);
        if (lines.All(line => line.IsBlank))
            return new(articles, [.. complaints, new(Severity.Error, document, null, "The file holds no text.")]);

        complaints.AddRange(
            lines
                .Where(line => line.Cleaned)
                .Take(MaxRepeats)
                .Select(line => new Complaint(
                    Severity.Warning,
                    document,
                    line.Number,
                    "Control characters were taken out of this line."
                ))
        );

        var stray = new List<int>();
        var blocks = SeedBlock.Split(lines, stray);
        if (blocks.Count == 0 && SeedArticle.WithoutMark(lines) is { } only)
            Take(document, only, true, only.Headline.Number, articles, complaints);
        else if (blocks.Count == 0)
            complaints.Add(new(Severity.Error, document, null, $"The file holds no text beside '{SeedBlock.Mark}'."));
        else
            complaints.AddRange(
                stray
                    .Take(MaxRepeats)
                    .Select(line => new Complaint(
                        Severity.Warning,
                        document,
                        line,
                        $"No headline stands above this '{SeedBlock.Mark}'; it is taken for text."
                    ))
            );

        LeftOver(document, lines, blocks, complaints);
        foreach (var block in blocks)
        {
            if (SeedArticle.Of(block) is { } article)
                Take(document, article, block.IsLast, block.FirstLine, articles, complaints);
            else
                complaints.Add(
                    new(
                        Severity.Error,
                        document,
                        block.FirstLine,
                        $"Nothing follows '{SeedBlock.Mark}': the article is cut off."
                    )
                );
        }

        return new(articles, complaints);
    }

    // The same complaint about more lines than these says nothing new.
    private const int MaxRepeats = 20;

    private static void Take(
        string document,
        SeedArticle article,
        bool isLast,
        int firstLine,
        List<ReadArticle> articles,
        List<Complaint> complaints
    )
    {
        complaints.AddRange(
            article.Doubts.Select(doubt => new Complaint(Severity.Warning, document, doubt.Line, doubt.Message))
        );
        if (SeedLimits.Broken(article) is { } broken)
        {
            complaints.Add(new(Severity.Error, document, broken.Line, broken.Message));
            return;
        }

        if (article.Author is { } author && Slug.From(author.Text) is null)
            complaints.Add(
                new(
                    Severity.Warning,
                    document,
                    author.Number,
                    "The author's line has no letter or digit; the article gets no byline."
                )
            );

        bool? truncated =
            !SentenceEnds.Contains(article.Body[^1].Text[^1], StringComparison.Ordinal) ? true
            : isLast ? null
            : false;
        var draft = MailAddress.RemovedFrom(
            Draft(article),
            message => complaints.Add(new(Severity.Warning, document, firstLine, message))
        );
        articles.Add(new(draft, firstLine, article.Body[^1].Number, truncated));
    }

    private static ArticleDraft Draft(SeedArticle article)
    {
        var texts = article.Body.Select(line => line.Text).ToList();
        var language = LanguageReader.Read(string.Join('\n', texts.Prepend(article.Headline.Text)));

        return new()
        {
            Headline = article.Headline.Text,
            Language = language,
            Body = texts.Select(Block (text) => Paragraph.Of(text)).ToValueList(),
            Bylines =
                article.Author is { } author && Slug.From(author.Text) is { } slug
                    ? [new Byline(slug.ToString(), author.Text, article.About?.Text)]
                    : [],
            Dateline = DatelineReader.ReadLede(texts[0]),
            Images = article.Captions.Select((caption, index) => Image(caption.Text, language, index)).ToValueList(),
            Attributions = AttributionReader.Read(texts),
        };
    }

    private static ImageDraft Image(string raw, string language, int index)
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
    private static void LeftOver(
        string document,
        List<SeedLine> lines,
        List<SeedBlock> blocks,
        List<Complaint> complaints
    )
    {
        if (
            blocks.Count > 0
            && lines.First(line => !line.IsBlank) is var first
            && first.Number < blocks[0].FirstLine
            && first.Text != SeedBlock.Mark
        )
            complaints.Add(
                new(
                    Severity.Error,
                    document,
                    first.Number,
                    $"The text up to line {blocks[0].FirstLine - 1} has no '{SeedBlock.Mark}' and is not taken: its head is cut off."
                )
            );
    }
}
