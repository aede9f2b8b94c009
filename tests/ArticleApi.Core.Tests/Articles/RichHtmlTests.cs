using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;
using CsCheck;

namespace ArticleApi.Core.Tests.Articles;

/// <summary>HTML as editors send it: with pictures, tables, embeds and pull quotes.</summary>
public sealed class RichHtmlTests
{
    private static readonly EmbedProviders Providers = new(EmbedProviders.DefaultDomains);

    private static readonly ImageDocument Picture = new(
        Guid.Parse("01990000-0000-7000-8000-000000000001"),
        ImageRole.Lead,
        1,
        "https://pictures.example.org/a.jpg?x=1&y=2",
        null,
        800,
        600,
        "A \"street\"",
        new("Example Photos", null, null, false),
        true,
        null,
        new(Guid.Parse("01990000-0000-7000-8000-000000000002"), "en", "People walk < run.", null, null)
    );

    private static readonly ImageDocument Bare = Picture with
    {
        Id = Guid.Parse("01990000-0000-7000-8000-000000000003"),
        Href = null,
        Credit = null,
        FilePhoto = false,
        Caption = null,
    };

    /// <summary>A new article without pictures.</summary>
    internal static RichHtmlContext Context => new([], new HashSet<Guid>(), Providers);

    private static RichHtmlContext WithPictures =>
        Context with
        {
            Images = [new(Picture.Id, Picture.Href, Picture), new(Bare.Id, null, Bare)],
        };

    [Theory]
    [InlineData("<p>One.</p><p hidden>Two.<p>Three.</p>", "One.|Three.")]
    [InlineData(
        "<p>One.</p><div style='color: red; DISPLAY : none !important'><p>Two.</p></div><p>Three.</p>",
        "One.|Three."
    )]
    [InlineData(
        "<p>One. <span style=visibility:hidden>a <span>b</span> c</span> Two.</p><p>Three.</p>",
        "One. Two.|Three."
    )]
    [InlineData("<p>One. <font hidden>Two.</p><p>Three.</p>", "One.|Three.")]
    [InlineData("<ul><li>One.<li hidden=until-found>Two.<li>Three.</ul>", "One.\nThree.")]
    [InlineData("<p><b style='display:none'>Two.</b>One.</p>", "One.")]
    [InlineData("<table><tr><td>One.</td><td hidden>Two.</td><td>Three.</td></tr></table>", "One.\tThree.")]
    public void What_is_hidden_is_left_out_and_told(string html, string texts)
    {
        var rich = BodyReader.FromRichHtml(html, Context);

        Assert.Equal(texts, string.Join('|', rich.Blocks.Select(block => BodyText.Render([block]))));
        Assert.Contains(rich.Warnings, warning => warning.Value == "hidden");
        Assert.Equal(
            texts.Split('|', '\n', '\t', ' '),
            BodyText
                .Render(BodyReader.FromHtml(html))
                .Split(['\n', '\t', ' ', '•', '-'], StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Theory]
    [InlineData("<p aria-hidden=true>One.</p>")]
    [InlineData("<p style='display:block'>One.</p>")]
    [InlineData("<p style='content:\"display:none\"'>One.</p>")]
    [InlineData("<p data-hidden>One.</p>")]
    public void What_readers_see_stays(string html)
    {
        var read = BodyReader.FromRichHtml(html, Context);

        Assert.Equal("One.", BodyText.Render(read.Blocks));
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void What_a_film_has_beside_its_address_is_told()
    {
        var read = BodyReader.FromRichHtml(
            "<video src='https://player.vimeo.com/video/1' poster='https://pictures.example.org/p.jpg'>Get it.</video>",
            Context
        );

        Assert.Equal([new EmbedBlock("https://player.vimeo.com/video/1", "Vimeo", null)], read.Blocks);
        Assert.Equal(["Get it.", "https://pictures.example.org/p.jpg"], read.Warnings.Select(warning => warning.Value));
    }

    [Fact]
    public void What_is_written_as_html_is_read_as_it_was()
    {
        var words = Gen.OneOf("word", "a < b", "&amp;", "é", "“q”", "<b>", "😀", "1\u00a0000")
            .Array[1, 5]
            .Select(w => string.Join(' ', w));
        var cell = Gen.OneOf(words, Gen.Const(""))
            .Select(w => new TableCell(w, w.Length > 0 ? $"<em>{InlineHtml.Escape(w)}</em>" : ""));
        var row = cell.Array[2, 4].Select(cells => cells.ToValueList());
        var block = Gen.OneOf<Block>(
            words.Select(w => (Block)Paragraph.FromText(w)),
            Gen.Select(Gen.Int[2, 6], words, (level, w) => (Block)new Heading(level, w, InlineHtml.Escape(w))),
            Gen.Select(words, words.Null(), (w, cite) => (Block)new Quote(w, $"<em>{InlineHtml.Escape(w)}</em>", cite)),
            Gen.Select(words, words.Null(), (w, cite) => (Block)new PullQuote(w, InlineHtml.Escape(w), cite)),
            Gen.Select(Gen.Bool, Items(words, 1), (ordered, items) => (Block)new ListBlock(ordered, items)),
            Gen.Select(
                Gen.OneOf(row, Gen.Const(ValueList<TableCell>.Empty)),
                words.Select(w => ValueListOf(new TableCell(w, InlineHtml.Escape(w)), new TableCell("x", "x"))),
                row.Array[0, 3],
                (header, first, rows) => (Block)new TableBlock(header, rows.Prepend(first).ToValueList())
            ),
            Gen.Const((Block)ImageBlock.Of(Picture.Id)),
            Gen.Const((Block)ImageBlock.Of(Bare.Id)),
            words
                .Null()
                .Select(title => (Block)new EmbedBlock("https://www.youtube.com/watch?v=a&t=1", "YouTube", title))
        );

        block
            .Array[0, 8]
            .ForAll(blocks =>
            {
                var read = BodyReader.FromRichHtml(BodyHtml.Render(blocks, [Picture, Bare]), WithPictures);

                Assert.Equal(blocks, read.Blocks);
                Assert.Empty(read.Errors);
                Assert.Empty(read.Warnings);
                Assert.Empty(read.NewImages);
            });
    }

    [Fact]
    public void Pictures_tables_embeds_and_pull_quotes_are_blocks()
    {
        var read = BodyReader.FromRichHtml(
            """
            <h2>Title</h2>
            <p>Before <img src="https://pictures.example.org/new.jpg" alt="A dog" width="640" height="480"> after</p>
            <figure class="wide"><a href="https://example.org/"><img src="https://pictures.example.org/other.jpg"></a>
              <figcaption>People walk. <small>Example Photos</small></figcaption></figure>
            <figure><img src="https://pictures.example.org/new.jpg"></figure>
            <table><caption>Results</caption><thead><tr><th>Team<th>Goals</thead>
              <tbody><tr><th>Reds<td><b>2</b><tr><td>Blues<td></tbody></table>
            <figure><iframe width="560" src="//www.youtube.com/embed/abc" title="A film"></iframe></figure>
            <video controls><source src="https://player.vimeo.com/video/1">Your browser cannot play it.</video>
            <figure class="wp-block-pullquote"><blockquote><p>Large words</p><cite>A Speaker</cite></blockquote></figure>
            <ul><li>one<img src="https://pictures.example.org/third.jpg"></li></ul>
            """,
            Context
        );

        Assert.Equal<Block>(
            [
                new Heading(2, "Title", "Title"),
                Paragraph.FromText("Before"),
                ImageBlock.OfNumber(1),
                Paragraph.FromText("after"),
                ImageBlock.OfNumber(2),
                ImageBlock.OfNumber(1),
                Paragraph.FromText("Results"),
                new TableBlock(
                    [new("Team", "Team"), new("Goals", "Goals")],
                    [
                        [new("Reds", "Reds"), new("2", "<b>2</b>")],
                        [new("Blues", "Blues"), new("", "")],
                    ]
                ),
                new EmbedBlock("https://www.youtube.com/embed/abc", "YouTube", "A film"),
                new EmbedBlock("https://player.vimeo.com/video/1", "Vimeo", null),
                new PullQuote("Large words", "Large words", "A Speaker"),
                new ListBlock(false, [new("one", "one")]),
                ImageBlock.OfNumber(3),
            ],
            read.Blocks
        );
        Assert.Equal(
            [
                new NewImage("https://pictures.example.org/new.jpg", "A dog", 640, 480, null),
                new("https://pictures.example.org/other.jpg", null, null, null, "People walk. Example Photos"),
                new("https://pictures.example.org/third.jpg", null, null, null, null),
            ],
            read.NewImages
        );
        Assert.Empty(read.Errors);
        Assert.Equal(["Your browser cannot play it."], read.Warnings.Select(warning => warning.Value));
    }

    [Theory]
    [InlineData("<script>x</script><p>text", "script", "left-out")]
    [InlineData("<p>text<svg><text>no</text></svg>", "svg", "left-out")]
    [InlineData("<p>text<img src='data:image/png;base64,AAAA'>", "img", "left-out")]
    [InlineData("<p>text<img src='/relative.jpg'>", "/relative.jpg", "left-out")]
    [InlineData("<p>text<iframe srcdoc='<b>x</b>'></iframe>", "iframe", "left-out")]
    [InlineData(
        "<p>text<iframe src='https://ads.example.org/frame'></iframe>",
        "https://ads.example.org/frame",
        "not-a-provider"
    )]
    [InlineData("<p>text<table><tr><td colspan=2>a<td>b</table>", "colspan", "left-out")]
    [InlineData("<p>text<table><tr><td><h2>a</h2><td>b</table>", "table", "left-out")]
    [InlineData("<p><a href='/relative'>text</a>", "a", "left-out")]
    [InlineData("<p><a href='javascript:x'>text</a>", "a", "left-out")]
    public void What_is_left_out_is_told(string html, string value, string code)
    {
        var read = BodyReader.FromRichHtml(html, Context);

        Assert.Contains("text", read.Blocks.SelectMany(block => block.Texts));
        Assert.Equal((value, code), (Assert.Single(read.Warnings).Value, read.Warnings[0].Code));
        Assert.Empty(read.Errors);
    }

    [Fact]
    public void What_is_typed_or_dropped_into_a_figure_follows_it() =>
        Assert.Equal<Block>(
            [
                ImageBlock.Of(Picture.Id),
                ImageBlock.OfNumber(3),
                Paragraph.FromText("typed"),
                new EmbedBlock("https://youtu.be/x", "YouTube", null),
            ],
            BodyReader
                .FromRichHtml(
                    BodyHtml
                        .RenderFigure(Picture)
                        .Replace(
                            "</figure>",
                            "<img src='https://pictures.example.org/new.jpg'><p>typed</p><iframe src='https://youtu.be/x'></iframe></figure>",
                            StringComparison.Ordinal
                        ),
                    WithPictures
                )
                .Blocks
        );

    [Fact]
    public void Words_on_either_side_of_what_is_told_elsewhere_stay_apart() =>
        Assert.Equal<Block>(
            [
                new ListBlock(
                    false,
                    [
                        new("loose", "loose"),
                        new("before\nafter", "before<br>after") { List = new(false, [new("inner", "inner")]) },
                        new("end", "end"),
                    ]
                ),
            ],
            BodyReader.FromRichHtml("<ul>loose<li>before<ul><li>inner</li></ul>after</li>end</ul>", Context).Blocks
        );

    [Fact]
    public void What_is_embedded_from_elsewhere_is_a_link() =>
        Assert.Equal<Block>(
            [new Paragraph("A map", "<a href=\"https://maps.example.org/?a=1&amp;b=2\">A map</a>")],
            BodyReader
                .FromRichHtml("<iframe src='https://maps.example.org/?a=1&amp;b=2' title='A map'></iframe>", Context)
                .Blocks
        );

    [Theory]
    [InlineData("https://youtube.com.example.org/x", null)]
    [InlineData("https://notyoutube.com/x", null)]
    [InlineData("https://youtube.com@example.org/x", null)]
    [InlineData("javascript://youtube.com/%0aalert(1)", null)]
    [InlineData("//www.youtube.com/x", null)]
    [InlineData("https://WWW.YouTube.com:443/x", "YouTube")]
    [InlineData("https://youtu.be/x", "YouTube")]
    public void A_provider_is_told_by_the_host(string url, string? provider) =>
        Assert.Equal(provider, Providers.Find(url));

    [Fact]
    public void A_changed_caption_is_refused_and_a_changed_description_is_told()
    {
        var figure = BodyHtml.RenderFigure(Picture);

        var caption = BodyReader.FromRichHtml(
            figure.Replace("People walk", "Others walk", StringComparison.Ordinal),
            WithPictures
        );
        var alt = BodyReader.FromRichHtml(figure.Replace("street", "square", StringComparison.Ordinal), WithPictures);
        var without = BodyReader.FromRichHtml($"<figure data-image='{Picture.Id}'></figure>", WithPictures);

        var error = Assert.Single(caption.Errors);
        Assert.Equal(("/bodyHtml", "read-only"), (error.Name, error.Code));
        Assert.Contains($"/v1/captions/{Picture.Caption!.Id}", error.Allowed, StringComparison.Ordinal);
        Assert.Equal("A \"square\"", Assert.Single(alt.Warnings).Value);
        Assert.Equal<Block>([ImageBlock.Of(Picture.Id)], without.Blocks);
        Assert.Empty(without.Errors);
        Assert.Empty(without.Warnings);
    }

    [Fact]
    public void A_figure_of_a_picture_that_went_goes_and_one_of_an_unknown_picture_is_refused()
    {
        var html = BodyHtml.RenderFigure(Picture);
        var gone = BodyReader.FromRichHtml(html, Context with { Gone = new HashSet<Guid> { Picture.Id } });
        var unknown = BodyReader.FromRichHtml(html, Context);

        Assert.Empty(gone.Blocks);
        Assert.Empty(gone.Errors);
        Assert.Equal("no-such-image", Assert.Single(unknown.Errors).Code);
    }

    [Fact]
    public void A_table_that_arranges_other_things_is_read_as_these() =>
        Assert.Equal<Block>(
            [
                new Heading(2, "Left", "Left"),
                Paragraph.FromText("text"),
                ImageBlock.OfNumber(1),
                new Heading(3, "alone", "alone"),
            ],
            BodyReader
                .FromRichHtml(
                    """
                    <table><tr><td><h2>Left</h2>text</td><td><img src="https://pictures.example.org/a.jpg"></td></tr></table>
                    <table><tr><td><h3>alone</h3></td></tr></table>
                    """,
                    Context
                )
                .Blocks
        );

    [Fact]
    public void A_table_that_is_too_long_is_refused() =>
        Assert.Equal(
            "too-many",
            Assert
                .Single(
                    BodyReader
                        .FromRichHtml(
                            "<table>"
                                + string.Concat(Enumerable.Repeat("<tr><td>a<td>b", TableBlock.MaxRows + 1))
                                + "</table>",
                            Context
                        )
                        .Errors
                )
                .Code
        );

    [Fact]
    public void Lists_deeper_than_are_kept_go_up_a_level()
    {
        var html =
            string.Concat(Enumerable.Range(1, 12).Select(i => $"<ul><li>item {i}"))
            + string.Concat(Enumerable.Repeat("</li></ul>", 12));

        var list = Assert.IsType<ListBlock>(Assert.Single(BodyReader.FromRichHtml(html, Context).Blocks));

        Assert.Equal(ListItem.MaxDepth, ArticleLimits.DepthOf(list.Items, item => item.List?.Items));
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"item {i}"), list.Texts);
    }

    [Fact]
    public void As_plain_text_each_block_is_told_in_its_way() =>
        Assert.Equal(
            "one\n  inner\ntwo\n\nTeam\tGoals\nReds\t2\n\nA film: https://youtu.be/x\n\nend",
            BodyText.Render([
                new ListBlock(
                    false,
                    [new("one", "one") { List = new(true, [new("inner", "inner")]) }, new("two", "two")]
                ),
                new TableBlock(
                    [new("Team", "Team"), new("Goals", "Goals")],
                    [
                        [new("Reds", "Reds"), new("2", "2")],
                    ]
                ),
                new EmbedBlock("https://youtu.be/x", "YouTube", "A film"),
                new PullQuote("end", "end", null),
                Paragraph.FromText("end"),
            ])
        );

    private static Gen<ValueList<ListItem>> Items(Gen<string> words, int depth) =>
        Gen.Select(
                words,
                depth == 3
                    ? Gen.Const((NestedList?)null)
                    : Gen.OneOf(
                        Gen.Const((NestedList?)null),
                        Gen.Select(
                            Gen.Bool,
                            Items(words, depth + 1),
                            (ordered, items) => (NestedList?)new(ordered, items)
                        )
                    ),
                (w, inner) => new ListItem(w, InlineHtml.Escape(w)) { List = inner }
            )
            .Array[1, 3]
            .Select(items => items.ToValueList());

    private static ValueList<T> ValueListOf<T>(params T[] items) => items.ToValueList();
}
