using System.Diagnostics;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;
using CsCheck;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>Whatever the input, a reader answers; and it answers with nothing that the input does not hold.</summary>
public class NoReaderThrowsTests
{
    // Pieces that the readers look for, between any characters at all, halves of surrogate pairs and NULs among them.
    private static readonly Gen<string> Piece = Gen.OneOf(
        Words("TT", "20", "\n", "\n\n", "\n\n\n\n", "\r\n", " ", ", ", ". ", "/", " via ", "(", ")", "[", "—", " - ", "--", "–", "\u00A0", "\uFEFF", "\uFFFE", "\uFFFF", "\0"),
        Words("FILE PHOTO:", "/File Photo", "REUTERS", "AP Photo", "AFP", "Getty Images", "Photo by", "Photo:", "©", "Courtesy of", "Handout", "Tags:", "All rights reserved."),
        Words("in", "near", "outside the town of", "Kyiv", "Ukraine", "N.H.", "Georgia", "U.S.", "March 11, 2019", "Feb. 31", "12 May 2024", "May", "Thursday", "99999", "the", "according to", "news agency"),
        Gen.String, Gen.Char.Select(c => c.ToString()), Gen.Const("\uD83D"), Gen.Const("\uDE00"));

    private static readonly Gen<string> Any = Piece.Array[0, 30].Select(string.Concat);

    [Fact]
    public void A_caption_gives_only_what_it_holds() => Any.Sample(raw =>
    {
        var reading = CaptionReader.Read(raw);

        Assert.Equal(raw, reading.Raw);
        Assert.Contains(reading.Text, raw, StringComparison.Ordinal);
        Assert.Contains(reading.Credit?.Line ?? "", raw, StringComparison.Ordinal);
        Assert.Contains(reading.AgencyAsPrinted ?? "", raw, StringComparison.Ordinal);
        Assert.All(reading.Photographers, name => Assert.Contains(name, raw, StringComparison.Ordinal));
        Assert.All(reading.FilePhotoEvidence, mark => Assert.Contains(mark[(mark.IndexOf(':', StringComparison.Ordinal) + 1)..], raw, StringComparison.Ordinal));
        Assert.All(reading.Evidence, e => Assert.InRange(e.Start + e.Length, e.Start + 1, raw.Length));
        Assert.InRange(reading.Confidence, 0, 1);
        Assert.True(reading.Credit is null || (reading.Credit.Line.Length is > 0 and <= Credit.MaxLineLength && !(reading.Credit.Photographer?.Length > Credit.MaxNameLength)));
        AssertHeld(reading.Dateline, reading.Text);
    }, iter: 20_000);

    [Fact]
    public void A_lede_gives_only_what_it_holds() => Any.Sample(paragraph =>
    {
        var reading = DatelineReader.ReadLede(paragraph);

        AssertHeld(reading, paragraph);
        Assert.EndsWith(reading?.Rest ?? "", paragraph, StringComparison.Ordinal);
    }, iter: 20_000);

    [Fact]
    public void Attributions_and_languages_are_read_from_anything() => Any.Sample(text =>
    {
        Assert.All(AttributionReader.Read([text, text]), found => Assert.Contains(found.AsPrinted, text, StringComparison.Ordinal));
        Assert.InRange(LanguageReader.Read(text).Length, 2, 3);
    }, iter: 10_000);

    [Fact]
    public void A_document_of_any_text_is_read_or_complained_about() => Any.Sample(text => AssertRead(Encoding.UTF8.GetBytes(text)), iter: 20_000);

    [Fact]
    public void A_document_of_any_bytes_is_read_or_complained_about() => Gen.Byte.Array.Sample(AssertRead, iter: 5_000);

    [Fact]
    public void The_seed_document_with_any_damage_is_read_or_complained_about() =>
        Gen.Select(Gen.Int[0, 4_478], Gen.Int[0, 300], Any).Sample((at, cut, put) =>
        {
            var bytes = TestData.SeedBytes;
            AssertRead([.. bytes[..at], .. Encoding.UTF8.GetBytes(put), .. bytes[Math.Min(bytes.Length, at + cut)..]]);
        }, iter: 1_000);

    [Theory]
    [InlineData("TT\n")]
    [InlineData("TT\n\n")]
    [InlineData("a\nTT\n")]
    [InlineData("(")]
    [InlineData("Photo: ")]
    [InlineData("May 1 ")]
    [InlineData("AP said ")]
    [InlineData("the ")]
    [InlineData("A ")]
    [InlineData("/")]
    [InlineData("-")]
    [InlineData(". ")]
    [InlineData(" ")]
    public void A_megabyte_of_the_same_takes_no_long_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var started = Stopwatch.GetTimestamp();

        AssertRead(Encoding.UTF8.GetBytes(text));
        CaptionReader.Read(text);
        DatelineReader.ReadLede(text);
        DatelineReader.ReadCaption(text);
        AttributionReader.Read([text]);
        LanguageReader.Read(text);

        // Linear work takes well under a second; quadratic work takes minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
    }

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static void AssertRead(byte[] bytes)
    {
        var reading = SeedReader.Read("any.txt", bytes);

        Assert.True(reading.Articles.Count > 0 || reading.Complaints.Any(complaint => complaint.Severity == Severity.Error));
        Assert.All(reading.Articles, article =>
        {
            Assert.InRange(article.Draft.Headline.Length, 1, Article.MaxHeadlineLength);
            Assert.NotEmpty(article.Draft.Body);
            Assert.InRange(article.FirstLine!.Value, 1, article.LastLine!.Value);
            Assert.Equal(64, SourceRecord.FingerprintOf(article.Draft).Length);
        });
    }

    private static void AssertHeld(ArticleApi.Core.Datelines.DatelineReading? reading, string text)
    {
        if (reading is null)
            return;

        Assert.Contains(reading.Print.Raw, text, StringComparison.Ordinal);
        Assert.All(reading.Facts.Places, place => Assert.Contains(place.Locality ?? "", reading.Print.Raw, StringComparison.OrdinalIgnoreCase));
        Assert.All(reading.Print.Places, print => Assert.Contains(print.Near ?? "", reading.Print.Raw, StringComparison.Ordinal));
        if (reading.Facts.Date?.Year is { } year)
            Assert.Contains(year.ToString(System.Globalization.CultureInfo.InvariantCulture), reading.Print.Raw, StringComparison.Ordinal);
    }
}
