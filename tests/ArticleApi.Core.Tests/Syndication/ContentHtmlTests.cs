using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Syndication;

namespace ArticleApi.Core.Tests.Syndication;

public sealed class ContentHtmlTests
{
    private const string Lead =
        "<figure data-image=\"00000001-0000-0000-0000-000000000000\"><figcaption>Lead</figcaption></figure>";
    private const string Other =
        "<figure data-image=\"00000002-0000-0000-0000-000000000000\"><figcaption>Other</figcaption></figure>";

    private static readonly ArticleDocument Article = new()
    {
        Id = Guid.Empty,
        Slug = "example",
        Body = [Paragraph.FromText("Example text")],
        Images = [Image(ImageRole.Lead, "Lead"), Image(ImageRole.Inline, "Other")],
    };

    [Fact]
    public void The_lead_stands_above_the_text_and_the_rest_below() =>
        Assert.Equal($"{Lead}\n<p>Example text</p>\n{Other}", ContentHtml.Write(Article));

    [Fact]
    public void A_picture_stands_where_the_text_places_it_and_only_there() =>
        Assert.Equal(
            $"<p>Example text</p>\n{Lead}\n{Other}",
            ContentHtml.Write(
                Article with
                {
                    Body = [Paragraph.FromText("Example text"), ImageBlock.Of(Article.Images[0].Id)],
                }
            )
        );

    [Fact]
    public void A_file_photo_says_so_once()
    {
        var image = Image(ImageRole.Lead, "Caption") with { FilePhoto = true };

        Assert.Contains("<small>File photo</small>", BodyHtml.RenderFigure(image));
        Assert.Contains(
            "<small>File photo. Credit</small>",
            BodyHtml.RenderFigure(image with { Credit = new Credit("Credit", null, null, false) })
        );
        Assert.Contains(
            "<small>Credit, File</small>",
            BodyHtml.RenderFigure(image with { Credit = new Credit("Credit, File", null, null, false) })
        );
    }

    [Fact]
    public void A_dateline_that_is_not_in_the_text_is_set_before_it()
    {
        var dateline = new DatelineDocument(Guid.Empty, "EXAMPLE CITY", [], null, null);

        Assert.Contains(
            "<p>EXAMPLE CITY</p>\n<p>Example text</p>",
            ContentHtml.Write(Article with { Dateline = dateline })
        );
        Assert.DoesNotContain(
            "<p>EXAMPLE CITY</p>",
            ContentHtml.Write(
                Article with
                {
                    Dateline = dateline,
                    Body =
                    [
                        Paragraph.FromText("EXAMPLE CITY Example text") with
                        {
                            TextWithoutDateline = "Example text",
                        },
                    ],
                }
            )
        );
    }

    [Fact]
    public void Corrections_close_the_article() =>
        Assert.EndsWith(
            "<p><strong>Correction</strong> (<time datetime=\"2026-01-02T00:00:00.000Z\">2026-01-02</time>): a &lt; b</p>",
            ContentHtml.Write(
                Article with
                {
                    Corrections =
                    [
                        new Correction(
                            Guid.Empty,
                            CorrectionType.Correction,
                            "a < b",
                            new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)
                        ),
                    ],
                }
            )
        );

    private static ImageDocument Image(ImageRole role, string caption) =>
        SampleImage.Create(new(Guid.Empty, "en", caption, null, null), role) with
        {
            Id = new((int)role + 1, 0, 0, new byte[8]),
        };
}
