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
        Words(
            "TT",
            "20",
            "\n",
            "\n\n",
            "\n\n\n\n",
            "\r\n",
            " ",
            ", ",
            ". ",
            "/",
            " via ",
            "(",
            ")",
            "[",
            "—",
            " - ",
            "--",
            "–",
            "\u00A0",
            "\uFEFF",
            "\uFFFE",
            "\uFFFF",
            "\0"
        ),
        Words(
            "FILE PHOTO:",
            "/File Photo",
            "REUTERS",
            "AP Photo",
            "AFP",
            "Getty Images",
            "Photo by",
            "Photo:",
            "©",
            "Courtesy of",
            "Handout",
            "Tags:",
            "All rights reserved."
        ),
        Words(
            "in",
            "near",
            "outside the town of",
            "Kyiv",
            "Ukraine",
            "N.H.",
            "Georgia",
            "U.S.",
            "March 11, 2019",
            "Feb. 31",
            "12 May 2024",
            "May",
            "Thursday",
            "99999",
            "the",
            "according to",
            "news agency"
        ),
        Gen.String,
        Gen.Char.Select(c => c.ToString()),
        Gen.Const("\uD83D"),
        Gen.Const("\uDE00")
    );

    // One of each form that the readers know.
    internal static readonly string[] Forms =
    [
        "FILE PHOTO: A fire outside the town of Gvardeysk near Kaliningrad, Russia, March 11, 2019. REUTERS/Ann Lee/File Photo",
        "FILE - A fire, on Tuesday, Jan. 3, 2023, in Paris. (AP Photo/Ann Lee, File)",
        "Bild: SN/APA/ANN LEE Ein Brand in Wien am 5. Januar 2026",
        "Un incendie à Paris, le 3 mai 2024. (Photo Ann Lee. AFP) Mehr",
        "Image source, Reuters Image caption, A fire (Photo by Ann Lee / AFP) (Photo by Ann Lee/AFP via Getty Images)",
        "(07-17) 13:09 MDT BERKELEY, Calif., Nov. 22, 2024 (AP/AFP) -- It rained, according to the official Anadolu news agency.",
        "EFE - Cantabria Sabadell (Barcelona), 25 de mayo de 2000 (EFE).- Llueve.",
        "PANAMA CITY (PANAMA), 18 NOV 89 (ACAN-EFE) -- <br><b>It</b> rained | AFP | today.",
        "By Ann Lee BEIRUT/THE HAGUE and KYIV, Ukraine, Monday (Reuters) — It rained.",
    ];

    private static readonly Gen<string> Any = Piece.Array[0, 30].Select(string.Concat);

    [Fact]
    public void A_caption_gives_only_what_it_holds() =>
        Any.ForAll(
            raw =>
            {
                var reading = CaptionReader.Read(raw);

                Assert.Equal(raw, reading.Raw);
                Assert.Contains(reading.Text, raw, StringComparison.Ordinal);
                Assert.Contains(reading.Credit?.Line ?? "", raw, StringComparison.Ordinal);
                Assert.Contains(reading.AgencyAsPrinted ?? "", raw, StringComparison.Ordinal);
                Assert.All(reading.Photographers, name => Assert.Contains(name, raw, StringComparison.Ordinal));
                Assert.All(
                    reading.FilePhotoEvidence,
                    mark =>
                        Assert.Contains(
                            mark[(mark.IndexOf(':', StringComparison.Ordinal) + 1)..],
                            raw,
                            StringComparison.Ordinal
                        )
                );
                Assert.All(reading.Evidence, e => Assert.InRange(e.Start + e.Length, e.Start + 1, raw.Length));
                Assert.InRange(reading.Confidence, 0, 1);
                Assert.True(
                    reading.Credit is null
                        || (
                            reading.Credit.Line.Length is > 0 and <= Credit.MaxLineLength
                            && !(reading.Credit.Photographer?.Length > Credit.MaxNameLength)
                        )
                );
                AssertHeld(reading.Dateline, reading.Text);
            },
            20_000
        );

    [Fact]
    public void A_lede_gives_only_what_it_holds() =>
        Any.ForAll(
            paragraph =>
            {
                var reading = DatelineReader.ReadLede(paragraph);

                AssertHeld(reading, paragraph);
                Assert.EndsWith(reading?.BodyRemainder ?? "", paragraph, StringComparison.Ordinal);
            },
            20_000
        );

    [Fact]
    public void Attributions_and_languages_are_read_from_anything() =>
        Any.ForAll(
            text =>
            {
                Assert.All(
                    AttributionReader.Read([text, text]),
                    found => Assert.Contains(found.AsPrinted, text, StringComparison.Ordinal)
                );
                Assert.InRange(LanguageDetector.Detect(text).Length, 2, 3);
            },
            10_000
        );

    [Fact]
    public void A_document_of_any_text_is_read_or_complained_about() =>
        Any.ForAll(text => AssertRead(Encoding.UTF8.GetBytes(text)), 20_000);

    [Fact]
    public void A_document_of_any_bytes_is_read_or_complained_about() => Gen.Byte.Array.ForAll(AssertRead, 5_000);

    [Fact]
    public void The_seed_document_with_any_damage_is_read_or_complained_about() =>
        Gen.Select(Gen.Int[0, 4_478], Gen.Int[0, 300], Any)
            .ForAll(
                (at, cut, put) =>
                {
                    var bytes = TestData.SeedBytes;
                    AssertRead([
                        .. bytes[..at],
                        .. Encoding.UTF8.GetBytes(put),
                        .. bytes[Math.Min(bytes.Length, at + cut)..],
                    ]);
                },
                1_000
            );

    [Fact]
    [Trait("Speed", "slow")]
    public void A_real_form_with_any_damage_is_read() =>
        Gen.Select(Gen.Int[0, Forms.Length - 1], Gen.Int[0, 120], Gen.Int[0, 12], Piece, Piece)
            .ForAll(
                (form, at, cut, put, more) =>
                {
                    var whole = Forms[form];
                    var start = Math.Min(at, whole.Length);
                    var text = whole[..start] + put + whole[Math.Min(whole.Length, start + cut)..] + more;

                    AssertHeld(DatelineReader.ReadLede(text), text);
                    AssertHeld(DatelineReader.ReadCaption(text), text);
                    var caption = CaptionReader.Read(text);
                    Assert.Contains(caption.Text, text, StringComparison.Ordinal);
                    Assert.Contains(caption.Credit?.Line ?? "", text, StringComparison.Ordinal);
                    Assert.All(caption.Photographers, name => Assert.Contains(name, text, StringComparison.Ordinal));
                    Assert.All(
                        AttributionReader.Read([text]),
                        found => Assert.Contains(found.AsPrinted, text, StringComparison.Ordinal)
                    );
                    Assert.NotNull(CreditReader.Read(text, put));
                },
                40_000
            );

    private static Gen<string> Words(params string[] words) =>
        Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static void AssertRead(byte[] bytes)
    {
        var reading = ScrapedTextReader.Read("any.txt", bytes);

        Assert.True(
            reading.Articles.Count > 0
                || reading.Diagnostics.Any(complaint => complaint.Severity == DiagnosticSeverity.Error)
        );
        Assert.All(
            reading.Articles,
            article =>
            {
                Assert.InRange(article.Draft.Headline.Length, 1, Article.MaxHeadlineLength);
                Assert.NotEmpty(article.Draft.Body);
                Assert.InRange(article.FirstLine!.Value, 1, article.LastLine!.Value);
                Assert.Equal(64, SourceRecord.ComputeFingerprint(article.Draft).Length);
            }
        );
    }

    private static void AssertHeld(ArticleApi.Core.Datelines.DatelineReading? reading, string text)
    {
        if (reading is null)
            return;

        Assert.Contains(reading.Printed.Raw, text, StringComparison.Ordinal);
        Assert.All(
            reading.Facts.Places,
            place => Assert.Contains(place.Locality ?? "", reading.Printed.Raw, StringComparison.OrdinalIgnoreCase)
        );
        Assert.All(
            reading.Printed.Places,
            print => Assert.Contains(print.Near ?? "", reading.Printed.Raw, StringComparison.Ordinal)
        );
        if (reading.Facts.Date?.Year is { } year)
            // "9 JAN 90" leaves out the century.
            Assert.Contains(
                (reading.Printed.Evidence == "lede" ? year % 100 : year).ToString(
                    "00",
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                reading.Printed.Raw,
                StringComparison.Ordinal
            );
    }
}
