using ArticleApi.Core.Articles;
using CsCheck;

namespace ArticleApi.Core.Tests.Articles;

public sealed class BodyReaderTests
{
    [Fact]
    public void Blank_lines_part_paragraphs_and_a_line_break_stays_one() =>
        Assert.Equal<Block>(
            [new Paragraph("One\ntwo & two", "One<br>two &amp; two"), Paragraph.FromText("Three")],
            BodyReader.FromText("\r\n One\r\ntwo  & two\n \t\n\n\nThree\n")
        );

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n ")]
    public void Nothing_gives_no_blocks(string nothing)
    {
        Assert.Empty(BodyReader.FromText(nothing));
        Assert.Empty(BodyReader.FromHtml(nothing));
        Assert.Empty(
            BodyReader.FromHtml($"<div><p>{nothing}&#32;<br></p><ul><li></li></ul><blockquote></blockquote></div>")
        );
    }

    [Fact]
    public void Each_kind_of_block_is_known() =>
        Assert.Equal<Block>(
            [
                new Heading(2, "Title", "Title"),
                new Heading(4, "Sub", "Sub"),
                new Paragraph(
                    "Text in bold and a link.",
                    "Text in <b>bold</b> and <a href=\"https://example.com/\">a link</a>."
                ),
                new Quote("Said\nmore", "Said<br>more", "A Speaker"),
                new ListBlock(
                    false,
                    [
                        new ListItem("one", "one") { List = new(false, [new("inner", "inner")]) },
                        new ListItem("two", "<em>two</em>"),
                    ]
                ),
                new ListBlock(true, [new ListItem("first", "first")]),
            ],
            BodyReader.FromHtml(
                """
                <h1>Title</h1><h4>Sub</h4>
                <p>Text   in
                  <b>bold </b>and <a href="https://example.com/" onclick="x">a link</a>.
                <blockquote><p>Said</p><p>more</p><footer>— <cite>A Speaker</cite></footer></blockquote>
                <ul><li>one<ul><li>inner</li></ul><li><em>two</em></ul>
                <ol><li>first</ol>
                """
            )
        );

    [Fact]
    public void Loose_text_wrappers_tables_and_preformatted_text_become_paragraphs() =>
        Assert.Equal(
            [
                "Loose text",
                "in a section",
                "after",
                "cell one cell two",
                "next row",
                "verse one\nverse two",
                "split",
                "by breaks",
                "end",
            ],
            BodyReader
                .FromHtml(
                    """
                    Loose <span>text</span><section><div>in a <font color=red>section</font></div>after</section>
                    <table><tbody><tr><td>cell one</td><td>cell two</td></tr><tr><th>next row</th></tr></table>
                    <pre>verse one
                    verse two</pre>split<br> <br>by breaks<img src=x.jpg><figure><img src=y.jpg><figcaption>not text</figcaption></figure><hr>end
                    """
                )
                .Select(block => Assert.IsType<Paragraph>(block).Text)
        );

    [Fact]
    public void Unclosed_paragraphs_are_paragraphs() =>
        Assert.Equal(300, BodyReader.FromHtml(string.Concat(Enumerable.Repeat("<p>text", 300))).Count);

    [Fact]
    public void Emphasis_round_paragraphs_is_lost_but_not_their_text() =>
        Assert.Equal<Block>(
            [Paragraph.FromText("one"), Paragraph.FromText("two")],
            BodyReader.FromHtml("<b><p>one</p><p>two</p></b>")
        );

    [Fact]
    public void What_is_written_as_html_is_read_as_it_was()
    {
        var words = Gen.OneOf("word", "a < b", "&amp;", "é", "“q”", "<b>", "😀", "1\u00a0000")
            .Array[1, 5]
            .Select(w => string.Join(' ', w));
        var block = Gen.OneOf<Block>(
            words.Select(w => (Block)Paragraph.FromText(w)),
            Gen.Select(Gen.Int[2, 6], words, (level, w) => (Block)new Heading(level, w, InlineHtml.Escape(w))),
            Gen.Select(words, words.Null(), (w, cite) => (Block)new Quote(w, $"<em>{InlineHtml.Escape(w)}</em>", cite)),
            Gen.Select(
                Gen.Bool,
                words.Array[1, 4],
                (ordered, items) =>
                    (Block)
                        new ListBlock(ordered, items.Select(i => new ListItem(i, InlineHtml.Escape(i))).ToValueList())
            )
        );

        block.Array[0, 8].ForAll(blocks => Assert.Equal(blocks, BodyReader.FromHtml(BodyHtml.Render(blocks))));
    }

    [Fact]
    public void Plain_paragraphs_come_back_from_plain_text() =>
        Gen.OneOf("word", "<b>", "&", "\n", "é")
            .Array[1, 6]
            .Select(w => string.Join(' ', w))
            .Array[0, 6]
            .ForAll(texts =>
            {
                var blocks = texts.SelectMany(BodyReader.FromText).ToValueList();
                Assert.Equal(blocks, BodyReader.FromText(BodyText.Render(blocks)));
            });

    [Fact]
    public void No_more_is_read_than_shows_that_it_is_too_much()
    {
        Assert.Equal(
            Block.MaxCount + 1,
            BodyReader.FromText(string.Concat(Enumerable.Repeat("a\n\n", 3 * Block.MaxCount))).Count
        );
        Assert.Equal(
            Block.MaxCount + 1,
            BodyReader.FromHtml(string.Concat(Enumerable.Repeat("<p>a</p>", 3 * Block.MaxCount))).Count
        );
    }
}
