using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion.Web;

public class TextReaderTests
{
    [Fact]
    public void Plain_text_begins_with_its_headline()
    {
        var article = Documents.Only("text", Documents.Text);

        Assert.Equal("The bridge and the river", article.Draft.Headline);
        Assert.Equal([Paragraph.Of("The first paragraph."), new Paragraph("The second one\nhas two lines.", "The second one<br>has two lines.")], article.Draft.Body);
        Assert.Equal((Source.Unknown, null, null), (article.Draft.Source, article.Draft.PublishedAt, article.Item));
    }

    [Fact]
    public void Markdown_may_have_its_facts_before_it()
    {
        var article = Documents.Only("markdown", Documents.Markdown);
        var draft = article.Draft;

        Assert.Equal("The bridge and the river", draft.Headline);
        Assert.Equal([("First Writer", null), ("Second Writer", "Correspondent")], draft.Bylines.Select(byline => (byline.Name, byline.Role)));
        Assert.Equal(("world", "https://news.example/bridge"), (draft.Section?.Slug, draft.Source.Url));
        Assert.Equal(["rivers", "bridges"], draft.Tags.Select(tag => tag.Name));
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 9, 15, 0, TimeSpan.Zero), draft.PublishedAt);
        Assert.Equal([new SourceFact("weight", "10")], article.Extras);
        Assert.Equal(["https://news.example/large.jpg", "https://news.example/inside.jpg"], draft.Images.Select(image => image.Facts.Href));
        Assert.Equal(["The bridge in spring.", "The river near the town."], draft.Images.Select(image => image.Caption?.Text));
        Assert.Equal(("Some Body/Reuters", "Reuters", "Some Body"), (draft.Images[0].Facts.Credit?.Line, draft.Images[0].Facts.Credit?.Agency, draft.Images[0].Facts.Credit?.Photographer));
        Assert.Equal("The first paragraph goes over two lines, with a link and more.", ((Paragraph)draft.Body[0]).Text);
        Assert.Contains("<a href=\"https://news.example/more\">", ((Paragraph)draft.Body[0]).Html, StringComparison.Ordinal);
        Assert.Equal([typeof(Paragraph), typeof(ImageBlock), typeof(Heading), typeof(ListBlock), typeof(Quote)], draft.Body.Select(block => block.GetType()));
    }

    [Theory]
    [InlineData("urgency: high", "urgency: 'high' is not 1 to 9.", Severity.Warning)]
    [InlineData("language: klingon!", "language: 'klingon!' is not a language tag", Severity.Warning)]
    [InlineData("url: javascript:run()", "url: 'javascript:run()' is not an absolute http or https address", Severity.Warning)]
    [InlineData("embargoUntil: next week", "embargoUntil: 'next week' is not a date", Severity.Error)]
    [InlineData("draft: maybe", "draft: 'maybe' is not true or false", Severity.Error)]
    [InlineData("status: withdrawn", "status: 'withdrawn' is not draft, scheduled or published", Severity.Error)]
    [InlineData("a: &x [1]\nb: *x", "references are not taken", Severity.Error)]
    [InlineData("a: [", "cannot be read as YAML", Severity.Error)]
    [InlineData("a: [b, # c", "cannot be read as YAML", Severity.Error)]
    [InlineData("a: !!binary [[[[[[[[[[1]]]]]]]]]]", "nested deeper", Severity.Error)]
    public void A_wrong_value_is_told_with_its_line(string yaml, string message, Severity severity)
    {
        var reading = Documents.Read("text", $"---\ntags: x\n{yaml}\n---\nHeadline\n\nText.");
        var complaint = Assert.Single(reading.Complaints);

        Assert.Equal(severity, complaint.Severity);
        Assert.Contains(message, complaint.Message, StringComparison.Ordinal);
        Assert.Equal(severity == Severity.Warning, reading.Articles.Count == 1);
        if (!message.Contains("YAML", StringComparison.Ordinal) && !message.Contains("references", StringComparison.Ordinal) && !message.Contains("nested", StringComparison.Ordinal))
            Assert.Equal(3, complaint.Line);
    }

    [Fact]
    public void A_draft_stays_one() =>
        Assert.Equal(ArticleStatus.Draft, Documents.Only("markdown", "---\ntitle: T\ndraft: true\n---\nText.").Status);

    [Theory]
    [InlineData("PARIS, France, March 4", "Paris")]
    [InlineData("PARIS (Reuters)", "Paris")]
    public void A_dateline_may_be_stated(string dateline, string town) =>
        Assert.Equal(town, Documents.Only("text", $"---\ndateline: {dateline}\n---\nT\n\nText.").Draft.Dateline?.Facts.Places[0].Locality);

    [Fact]
    public void Html_in_markdown_is_as_hostile_as_any()
    {
        var html = string.Concat(Documents.Only("markdown", "# T\n\n<div onclick=\"run()\">a</div>\n\n[b](javascript:run()) <img src=x onerror=run()> ![c](javascript:run())\n\n<style>p{}</style>").Draft.Body.OfType<Paragraph>().Select(paragraph => paragraph.Html));

        Assert.Equal("ab", html.Replace(" ", "", StringComparison.Ordinal).Replace("<p>", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Markdown_too_wild_to_be_parsed_is_read_as_plain_text()
    {
        var reading = Documents.Read("markdown", "# T\n\n" + string.Concat(Enumerable.Repeat("[a](", 20_000)));

        Assert.Equal(80_000, ((Paragraph)Assert.Single(reading.Articles).Draft.Body[0]).Text.Length);
        Assert.Contains("plain text", Assert.Single(reading.Complaints).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_paragraphs_are_called_so() => Assert.Equal(
        "body: too many paragraphs and other blocks; at most 5,000 are taken.", Assert.Single(Documents.Read("text", "Headline\n\n" + string.Concat(Enumerable.Repeat("a\n\n", 5_001))).Complaints).Message);
}
