using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion.Web;

public class HtmlPageReaderTests
{
    [Fact]
    public void A_page_without_data_says_what_it_shows()
    {
        var article = SampleDocuments.Only("html", SampleDocuments.Page);
        var draft = article.Draft;

        Assert.Equal("The bridge and the river", draft.Headline);
        Assert.Equal("What the text is about.", draft.Abstract);
        Assert.Equal(["First Writer"], draft.Bylines.Select(byline => byline.Name));
        Assert.Equal(("World", "en"), (draft.Section?.Name, draft.Language));
        Assert.Equal(["Rivers", "Bridges"], draft.Tags.Select(tag => tag.Name));
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 10, 15, 0, TimeSpan.Zero), draft.PublishedAt);
        Assert.Equal(new Source("Example News", "https://news.example/world/bridge"), draft.Source);
        Assert.Equal(
            new SourceItem("news.example", "https://news.example/world/bridge", null)
            {
                VersionCreated = draft.PublishedAt,
            },
            article.Item
        );
    }

    [Fact]
    public void The_text_is_parted_from_what_stands_around_it()
    {
        var draft = SampleDocuments.Only("html", SampleDocuments.Page).Draft;

        Assert.Equal(
            [typeof(Paragraph), typeof(Paragraph), typeof(Heading), typeof(Paragraph)],
            draft.Body.Select(block => block.GetType())
        );
        Assert.StartsWith("The first paragraph", draft.Body[0].Texts.First(), StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"https://news.example/link\">",
            ((Paragraph)draft.Body[1]).Html,
            StringComparison.Ordinal
        );

        var image = Assert.Single(draft.Images);
        Assert.Equal(
            ("https://cdn.example/full/bridge.jpg", 1000, "A bridge", ImageRole.Lead),
            (image.Facts.Href, image.Facts.Width, image.Facts.AltText, image.Role)
        );
        Assert.Equal(new Credit("REUTERS/Some Body", "Reuters", "Some Body", false), image.Facts.Credit);
        Assert.Equal(
            ("The bridge in spring, March 4, 2024.", "2024-03-04"),
            (image.Caption?.Text, image.Caption?.Dateline?.Facts.Date?.Iso)
        );
    }

    [Fact]
    public void What_a_page_hides_is_none_of_its_text()
    {
        var draft = SampleDocuments
            .Only(
                "html",
                """
                <html><head><title>Rain</title></head><body><h1>Rain</h1><div itemprop="articleBody">
                <p>It rains in the town <span style="display:none">and this is hidden</span> today.</p>
                <div hidden><p>This is hidden too.</p><img src="https://cdn.example/hidden.jpg"></div>
                <p style="visibility: hidden">And this.</p><p aria-hidden="true">It rains on.</p></div></body></html>
                """
            )
            .Draft;

        Assert.Equal(["It rains in the town today.", "It rains on."], draft.Body.SelectMany(block => block.Texts));
        Assert.Empty(draft.Images);
    }

    [Fact]
    public void What_a_page_says_in_json_comes_first()
    {
        var article = SampleDocuments.Only(
            "html",
            SampleDocuments.Page.Replace(
                "<script>run()</script>",
                """
                <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
                  {"@type":"Person","@id":"#writer","name":"Third Writer"},
                  {"@type":["NewsArticle"],"headline":"Another headline","description":"D","author":[{"@id":"#writer"},{"@type":"Person","name":"Fourth Writer"}],
                   "datePublished":"2024-03-06T08:00:00+01:00","dateModified":"2024-03-07","articleSection":["Europe","World"],"keywords":"one, two","inLanguage":"fr-fr","dateline":"KYIV, Ukraine",
                   "publisher":{"@type":"Organization","name":"Other News"},"image":{"@type":"ImageObject","url":"https://cdn.example/other.jpg","caption":"A caption.","creditText":"Some Body/AFP","width":"800px"},
                   "copyrightHolder":{"name":"Holder"},"copyrightNotice":"(c) Holder","genre":"Analysis","alternativeHeadline":"In short","wordCount":120}]}</script>
                """,
                StringComparison.Ordinal
            )
        );
        var draft = article.Draft;

        Assert.Equal(
            ("Another headline", "D", "fr-FR", "Analysis"),
            (draft.Headline, draft.Abstract, draft.Language, draft.Genre)
        );
        Assert.Equal(["Third Writer", "Fourth Writer"], draft.Bylines.Select(byline => byline.Name));
        Assert.Equal(
            ("europe", "one", "Other News"),
            (draft.Section?.Slug, draft.Tags[0].Slug, draft.Source.Publisher)
        );
        Assert.Equal(new DateTimeOffset(2024, 3, 6, 7, 0, 0, TimeSpan.Zero), draft.PublishedAt);
        Assert.Equal("UA", draft.Dateline?.Facts.Places[0].CountryCode);
        Assert.Equal(new Rights("Holder", "(c) Holder", null), draft.Rights);
        Assert.Equal(
            ("https://cdn.example/other.jpg", "AFP", 800),
            (draft.Images[0].Facts.Href, draft.Images[0].Facts.Credit?.Agency, draft.Images[0].Facts.Width)
        );
        Assert.Equal(
            [new SourceProperty("alternativeHeadline", "In short"), new SourceProperty("wordCount", "120")],
            article.Extras
        );
    }

    [Fact]
    public void The_data_has_the_text_where_the_page_shows_none()
    {
        var draft = SampleDocuments
            .Only(
                "html",
                """<html><head><script type="application/ld+json">{"@type":"Article","headline":"H","articleBody":"One paragraph.\n\nAnother."}</script></head><body><div id="app"></div></body></html>"""
            )
            .Draft;

        Assert.Equal([Paragraph.FromText("One paragraph."), Paragraph.FromText("Another.")], draft.Body);
    }

    [Fact]
    public void A_page_without_an_article_is_refused()
    {
        var reading = SampleDocuments.Read("html", "<!DOCTYPE html><title>News</title><nav><a href=/>Home</a></nav>");

        Assert.Empty(reading.Articles);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(reading.Diagnostics).Severity);
    }

    [Theory]
    [InlineData("windows-1251", "Новости")]
    [InlineData("iso-8859-2", "Łódź")]
    [InlineData("shift_jis", "ニュース")]
    public void A_page_is_read_in_the_encoding_it_declares(string encoding, string title)
    {
        var bytes = System
            .Text.CodePagesEncodingProvider.Instance.GetEncoding(encoding)!
            .GetBytes(
                $"<html><head><meta charset=\"{encoding}\"><title>{title}</title></head><body><main><p>{title} {title}.</p></main></body></html>"
            );

        Assert.Equal(title, Assert.Single(SampleDocuments.Readers["html"]("any", bytes).Articles).Draft.Headline);
    }
}
