using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion;

public class ScrapedTextReaderTests
{
    private const string News =
        "Rain in Lisbon\n\nA street. AFP\nA street. AFP\nTT\n\nRain in Lisbon\n\nA street. AFP\nA street. AFP\n\nIt rained.\n\nIt stopped.\n";

    [Fact]
    public void The_news_form_gives_headline_caption_and_body()
    {
        var article = Only(News);

        Assert.Equal("Rain in Lisbon", article.Draft.Headline);
        Assert.Equal(["It rained.", "It stopped."], Body(article));
        Assert.Equal("A street. AFP", Assert.Single(article.Draft.Images).Caption?.Raw);
        Assert.Equal((1, 14, null), (article.FirstLine, article.LastLine, article.PossiblyTruncated));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData(" \n")]
    [InlineData("\u00A0\n")]
    [InlineData("\u200B\n\uFEFF")]
    public void Line_ends_and_spaces_around_lines_make_no_difference(string end) =>
        Assert.Equal(
            SourceRecord.ComputeFingerprint(Only(News).Draft),
            SourceRecord.ComputeFingerprint(Only(News.Replace("\n", end, StringComparison.Ordinal)).Draft)
        );

    [Fact]
    public void The_size_after_TT_is_no_text_and_changes_no_fingerprint()
    {
        var article = Only(News.Replace("TT\n", "TT\n20\n", StringComparison.Ordinal));

        Assert.Equal(SourceRecord.ComputeFingerprint(Only(News).Draft), SourceRecord.ComputeFingerprint(article.Draft));
        Assert.Equal(15, article.LastLine);
    }

    [Fact]
    public void The_opinion_form_gives_its_author()
    {
        var article = Only("Ana Sá\nFormer minister\nTT\n\nOn rain\n\nIt rains too much.");

        Assert.Equal("On rain", article.Draft.Headline);
        Assert.Equal([new Byline("ana-sá", "Ana Sá", "Former minister")], article.Draft.Bylines);
        Assert.Empty(article.Draft.Images);
        Assert.Null(Assert.Single(Only("Ana Sá\nTT\n\nOn rain\n\nIt rains too much.").Draft.Bylines).Role);
    }

    [Fact]
    public void Several_captions_keep_their_order_and_the_first_leads()
    {
        var captions = "One.\nOne.\nTwo.\nTwo.\n";
        var images = Only($"Rain\n\n{captions}TT\n\nRain\n\n{captions}\nIt rained.").Draft.Images;

        Assert.Equal(
            [("One.", ImageRole.Lead), ("Two.", ImageRole.Inline)],
            images.Select(image => (image.Caption!.Text, image.Role))
        );
    }

    [Fact]
    public void A_body_may_repeat_its_caption_and_its_sentences()
    {
        var article = Only(
            "Rain\n\nOne.\nOne.\nTT\n\nRain\n\nOne.\nOne.\n\nIt rained.\n\nOne.\n\nIt rained.\nIt rained."
        );

        Assert.Equal(["It rained.", "One.", "It rained.", "It rained."], Body(article));
        Assert.Single(article.Draft.Images);
    }

    [Fact]
    public void An_article_without_pictures_is_read() =>
        Assert.Equal(["It rained."], Body(Only("Rain\n\nTT\n\nRain\n\nIt rained.")));

    [Fact]
    public void Several_articles_part_at_their_heads_and_only_the_last_may_be_cut()
    {
        var reading = Read(
            News
                + "\n\n\n"
                + News.Replace("Lisbon", "Porto", StringComparison.Ordinal)
                + "\n\nAna Sá\nFormer minister\nTT\n\nOn rain\n\nIt rains too"
        );

        Assert.Equal(
            ["Rain in Lisbon", "Rain in Porto", "On rain"],
            reading.Articles.Select(article => article.Draft.Headline)
        );
        Assert.Equal([false, false, true], reading.Articles.Select(article => article.PossiblyTruncated));
        Assert.Equal(
            [(1, 14), (18, 31), (34, 40)],
            reading.Articles.Select(article => (article.FirstLine!.Value, article.LastLine!.Value))
        );
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void Articles_without_a_gap_between_them_part_at_the_repeated_headline() =>
        Assert.Equal(2, Read(News + "\n" + News.Replace("Lisbon", "Porto", StringComparison.Ordinal)).Articles.Count);

    [Fact]
    public void A_changed_headline_keeps_the_one_after_TT_and_warns()
    {
        var reading = Read(
            News.Replace("TT\n\nRain in Lisbon", "TT\n\nHeavy rain in Lisbon", StringComparison.Ordinal)
        );

        Assert.Equal("Heavy rain in Lisbon", Assert.Single(reading.Articles).Draft.Headline);
        Assert.Equal(
            (DiagnosticSeverity.Warning, 7),
            (Assert.Single(reading.Diagnostics).Severity, reading.Diagnostics[0].Line)
        );
    }

    [Theory]
    [InlineData("Rain\n\nOne.\nOne.\nTT\n\nRain\n\nIt rained.", "only before")]
    [InlineData("Rain\n\nTT\n\nRain\n\nOne.\nOne.\n\nIt rained.", "only after")]
    public void A_caption_at_one_place_only_is_kept_with_a_warning(string text, string message)
    {
        var reading = Read(text);

        Assert.Equal(["It rained."], Body(Assert.Single(reading.Articles)));
        Assert.Equal("One.", Assert.Single(reading.Articles[0].Draft.Images).Caption!.Text);
        Assert.Contains(message, Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_TT_there_is_one_article_and_a_warning()
    {
        var reading = Read("Rain\n\nIt rained.\n\n\n\nIt stopped.");

        Assert.Equal(["It rained.", "It stopped."], Body(Assert.Single(reading.Articles)));
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(reading.Diagnostics).Severity);
    }

    [Fact]
    public void A_line_TT_in_a_body_stays_text_with_a_warning()
    {
        var reading = Read(News.Replace("It stopped.", "TT\n\nIt stopped.", StringComparison.Ordinal));

        Assert.Equal(["It rained.", "TT", "It stopped."], Body(Assert.Single(reading.Articles)));
        Assert.Equal(
            (DiagnosticSeverity.Warning, 14),
            (Assert.Single(reading.Diagnostics).Severity, reading.Diagnostics[0].Line)
        );
    }

    [Fact]
    public void A_document_cut_anywhere_gives_what_is_whole_and_says_what_is_not()
    {
        var bytes = TestData.SeedBytes;
        for (var length = 1; length < bytes.Length; length += 7)
        {
            var whole = ScrapedTextReader.Read("cut.txt", bytes[..length]);
            Assert.True(
                whole.Articles.Count > 0
                    || whole.Diagnostics.Any(complaint => complaint.Severity == DiagnosticSeverity.Error)
            );

            var tail = ScrapedTextReader.Read("cut.txt", bytes[length..]);
            Assert.True(
                tail.Articles.Count > 0
                    || tail.Diagnostics.Any(complaint => complaint.Severity == DiagnosticSeverity.Error)
            );
        }
    }

    [Fact]
    public void A_text_above_the_first_head_is_not_taken_and_the_rest_is()
    {
        var reading = Read("end of a sentence.\n\nAnother one.\n\n\n\n" + News);

        Assert.Equal("Rain in Lisbon", Assert.Single(reading.Articles).Draft.Headline);
        Assert.Equal(
            (DiagnosticSeverity.Error, 1),
            (Assert.Single(reading.Diagnostics).Severity, reading.Diagnostics[0].Line)
        );
    }

    [Theory]
    [InlineData(501, 2, 2, "headline")]
    [InlineData(3, 5_001, 2, "caption")]
    [InlineData(3, 3, 100_001, "paragraph")]
    public void What_is_longer_than_an_article_may_be_is_refused_with_its_line(
        int headline,
        int caption,
        int paragraph,
        string what
    )
    {
        var (head, line) = (new string('h', headline), new string('c', caption));
        var reading = Read(
            $"{head}\n\n{line}\n{line}\nTT\n\n{head}\n\n{line}\n{line}\n\n{new string('p', paragraph)}.\n\n\n\n{News}"
        );

        Assert.Equal("Rain in Lisbon", Assert.Single(reading.Articles).Draft.Headline);
        var complaint = Assert.Single(reading.Diagnostics, complaint => complaint.Severity == DiagnosticSeverity.Error);
        Assert.Contains(what, complaint.Message, StringComparison.Ordinal);
        Assert.NotNull(complaint.Line);
    }

    [Fact]
    public void Control_characters_are_taken_out_with_a_warning_and_texts_are_composed()
    {
        var reading = Read("Rain\n\nTT\n\nRain\n\nIt rained in the cafe\u0301\u0007 of the town all day\tlong.");

        Assert.Equal(["It rained in the café of the town all day\tlong."], Body(Assert.Single(reading.Articles)));
        Assert.Equal(
            (DiagnosticSeverity.Warning, 7),
            (Assert.Single(reading.Diagnostics).Severity, reading.Diagnostics[0].Line)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\u00A0\n\t")]
    [InlineData("TT")]
    [InlineData("TT\n20\n")]
    [InlineData("Rain\n\nTT\n")]
    [InlineData("Rain\n\nTT\n\nRain\n")]
    [InlineData("Ana Sá\nTT\n")]
    public void A_document_without_an_article_says_so(string text)
    {
        var reading = Read(text);

        Assert.Empty(reading.Articles);
        Assert.Contains(reading.Diagnostics, complaint => complaint.Severity == DiagnosticSeverity.Error);
    }

    private static DocumentParseResult Read(string text) =>
        ScrapedTextReader.Read("a.txt", Encoding.UTF8.GetBytes(text));

    private static ParsedArticle Only(string text)
    {
        var reading = Read(text);
        Assert.Empty(reading.Diagnostics);
        return Assert.Single(reading.Articles);
    }

    private static IEnumerable<string> Body(ParsedArticle article) =>
        article.Draft.Body.SelectMany(block => block.Texts);
}
