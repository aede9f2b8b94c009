using ArticleApi.Core.Articles;
using CsCheck;

namespace ArticleApi.Core.Tests.Articles;

public sealed class InlineHtmlTests
{
    [Theory]
    [InlineData("a <b> bold</b> word", "a bold word")]
    [InlineData("one<br>two", "one\ntwo")]
    [InlineData("<br>one<br><br>", "one")]
    [InlineData("&lt;b&gt; &amp; &eacute;", "<b> & é")]
    [InlineData("He said <q>yes</q>", "He said “yes”")]
    [InlineData("<p>one</p><p>two</p>", "one\ntwo")]
    public void The_text_of_html_is_what_a_reader_sees(string html, string text) =>
        Assert.Equal(text, InlineHtml.ToPlainText(html));

    [Fact]
    public void Text_alone_is_escaped() =>
        Assert.Equal(("a < b", "a &lt; b", true), InlineHtml.Reconcile("a < b", null));

    [Fact]
    public void Html_alone_is_sanitised_and_gives_the_text() =>
        Assert.Equal(
            ("a b", "a <em>b</em>", true),
            InlineHtml.Reconcile(null, "a <em onclick=x>b</em><script>c</script>")
        );

    [Theory]
    [InlineData("a b", "a <em>b</em>", true)]
    [InlineData(" a\n b", "a <em>b</em>", true)]
    [InlineData("a c", "a <em>b</em>", false)]
    [InlineData("", "b", false)]
    public void Both_must_say_the_same(string text, string html, bool agree) =>
        Assert.Equal(agree, InlineHtml.Reconcile(text, html).Agree);

    [Fact]
    public void What_the_service_wrote_is_taken_back_unchanged() =>
        Gen.String.ForAll(text =>
        {
            var written = Paragraph.FromText(text);
            Assert.Equal((text, written.Html, true), InlineHtml.Reconcile(written.Text, written.Html));
        });
}
