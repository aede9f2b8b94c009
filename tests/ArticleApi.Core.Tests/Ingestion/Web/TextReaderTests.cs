using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Core.Tests.Ingestion.Web;

public class TextReaderTests
{
    [Fact]
    public void Plain_text_begins_with_its_headline()
    {
        var article = SampleDocuments.Only("text", SampleDocuments.Text);

        Assert.Equal("The bridge and the river", article.Draft.Headline);
        Assert.Equal(
            [
                Paragraph.FromText("The first paragraph."),
                new Paragraph("The second one\nhas two lines.", "The second one<br>has two lines."),
            ],
            article.Draft.Body
        );
        Assert.Equal((Source.Unknown, null, null), (article.Draft.Source, article.Draft.PublishedAt, article.Item));
    }

    [Fact]
    public void Markdown_may_have_its_facts_before_it()
    {
        var article = SampleDocuments.Only("markdown", SampleDocuments.Markdown);
        var draft = article.Draft;

        Assert.Equal("The bridge and the river", draft.Headline);
        Assert.Equal(
            [("First Writer", null), ("Second Writer", "Correspondent")],
            draft.Bylines.Select(byline => (byline.Name, byline.Role))
        );
        Assert.Equal(("world", "https://news.example/bridge"), (draft.Section?.Slug, draft.Source.Url));
        Assert.Equal(["rivers", "bridges"], draft.Tags.Select(tag => tag.Name));
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 9, 15, 0, TimeSpan.Zero), draft.PublishedAt);
        Assert.Equal([new SourceProperty("weight", "10")], article.Extras);
        Assert.Equal(
            ["https://news.example/large.jpg", "https://news.example/inside.jpg"],
            draft.Images.Select(image => image.Facts.Href)
        );
        Assert.Equal(
            ["The bridge in spring.", "The river near the town."],
            draft.Images.Select(image => image.Caption?.Text)
        );
        Assert.Equal(
            ("Some Body/Reuters", "Reuters", "Some Body"),
            (
                draft.Images[0].Facts.Credit?.Line,
                draft.Images[0].Facts.Credit?.Agency,
                draft.Images[0].Facts.Credit?.Photographer
            )
        );
        Assert.Equal("The first paragraph goes over two lines, with a link and more.", ((Paragraph)draft.Body[0]).Text);
        Assert.Contains(
            "<a href=\"https://news.example/more\">",
            ((Paragraph)draft.Body[0]).Html,
            StringComparison.Ordinal
        );
        Assert.Equal(
            [typeof(Paragraph), typeof(ImageBlock), typeof(Heading), typeof(ListBlock), typeof(Quote)],
            draft.Body.Select(block => block.GetType())
        );
    }

    [Theory]
    [InlineData("urgency: high", "urgency: 'high' is not 1 to 9.", DiagnosticSeverity.Warning)]
    [InlineData("language: klingon!", "language: 'klingon!' is not a language tag", DiagnosticSeverity.Warning)]
    [InlineData(
        "url: javascript:run()",
        "url: 'javascript:run()' is not an absolute http or https address",
        DiagnosticSeverity.Warning
    )]
    [InlineData("embargoUntil: next week", "embargoUntil: 'next week' is not a date", DiagnosticSeverity.Error)]
    [InlineData("embargoUntil: ٢٠٢٤-٠٣-٠١", "embargoUntil: '٢٠٢٤-٠٣-٠١' is not a date", DiagnosticSeverity.Error)]
    [InlineData(
        "draft: maybe",
        "draft: 'maybe' is not true or false. The article is taken as a draft.",
        DiagnosticSeverity.Warning
    )]
    [InlineData(
        "status: withdrawn",
        "status: 'withdrawn' is not draft, scheduled or published. The article is taken as a draft.",
        DiagnosticSeverity.Warning
    )]
    [InlineData(
        "expiryDate: soon",
        "expiryDate: 'soon' is not a date such as 2024-05-01 or 2024-05-01T08:00:00Z. The article is taken as a draft.",
        DiagnosticSeverity.Warning
    )]
    [InlineData("a: &x [1]\nb: *x", "references are not taken", DiagnosticSeverity.Error)]
    [InlineData("a: [", "cannot be read as YAML", DiagnosticSeverity.Error)]
    [InlineData("a: [b, # c", "cannot be read as YAML", DiagnosticSeverity.Error)]
    [InlineData("a: !!binary [[[[[[[[[[1]]]]]]]]]]", "nested deeper", DiagnosticSeverity.Error)]
    public void A_wrong_value_is_told_with_its_line(string yaml, string message, DiagnosticSeverity severity)
    {
        var reading = SampleDocuments.Read("text", $"---\ntags: x\n{yaml}\n---\nHeadline\n\nText.");
        var complaint = Assert.Single(reading.Diagnostics);

        Assert.Equal(severity, complaint.Severity);
        Assert.Contains(message, complaint.Message, StringComparison.Ordinal);
        Assert.Equal(severity == DiagnosticSeverity.Warning, reading.Articles.Count == 1);
        if (
            !message.Contains("YAML", StringComparison.Ordinal)
            && !message.Contains("references", StringComparison.Ordinal)
            && !message.Contains("nested", StringComparison.Ordinal)
        )
            Assert.Equal(3, complaint.Line);
    }

    [Theory]
    [
        InlineData("draft: true"),
        InlineData("draft: yes"),
        InlineData("draft: \"on\""),
        InlineData("draft: maybe"),
        InlineData("draft: [true]")
    ]
    [
        InlineData("published: false"),
        InlineData("published: 'no'"),
        InlineData("published: off"),
        InlineData("published: perhaps"),
        InlineData("public: false")
    ]
    [
        InlineData("status: draft"),
        InlineData("status: Private"),
        InlineData("status: pending"),
        InlineData("status: auto-draft"),
        InlineData("status: trash"),
        InlineData("status: unheard of")
    ]
    [
        InlineData("private: true"),
        InlineData("hidden: true"),
        InlineData("visibility: private"),
        InlineData("password: secret")
    ]
    [
        InlineData("draft: true\nstatus: published"),
        InlineData("status: published\npublished: false"),
        InlineData("draft: true\ndraft: true\npublic: true")
    ]
    [InlineData("publishDate: next week"), InlineData("expiryDate: next week"), InlineData("params: {draft: true}")]
    public void What_is_not_published_or_not_surely_is_a_draft(string yaml)
    {
        Assert.All(
            new[] { "markdown", "text" },
            format =>
            {
                var reading = SampleDocuments.Read(format, $"---\ntitle: T\n{yaml}\n---\nText.");
                Assert.True(
                    reading.Articles.Count == 0
                        ? reading.Diagnostics.Any(complaint => complaint.Severity == DiagnosticSeverity.Error)
                        : reading.Articles[0].Status == ArticleStatus.Draft,
                    yaml
                );
            }
        );
    }

    [Theory]
    [
        InlineData("isDraft: true"),
        InlineData("is_draft: yes"),
        InlineData("publish: false"),
        InlineData("unlisted: true"),
        InlineData("unpublished: true")
    ]
    [
        InlineData("isPublished: no"),
        InlineData("post_status: pending"),
        InlineData("publish: some day"),
        InlineData("publishedAt: some day")
    ]
    [
        InlineData("build: {render: never}"),
        InlineData("_build:\n  list: never"),
        InlineData("build: {render: link}"),
        InlineData("build: {render: [always]}")
    ]
    [
        InlineData("draft: false\nparams: {draft: true}"),
        InlineData("params: {draft: true, status: published}\nstatus: published")
    ]
    public void What_other_words_keep_back_is_a_draft(string yaml) =>
        Assert.Equal(
            ArticleStatus.Draft,
            SampleDocuments.Only("markdown", $"---\ntitle: T\n{yaml}\n---\nText.").Status
        );

    [Theory]
    [InlineData("embargoed: true"), InlineData("embargo: ''"), InlineData("embargoDate: soon")]
    public void An_embargo_without_a_date_is_no_article(string yaml) =>
        Assert.Empty(SampleDocuments.Read("markdown", $"---\ntitle: T\n{yaml}\n---\nText.").Articles);

    [Fact]
    public void Of_several_dates_the_most_closed_counts()
    {
        var draft = SampleDocuments
            .Only(
                "markdown",
                "---\ntitle: T\npublishDate: 2026-05-01\npublishedAt: 2026-03-01\nembargo: 2026-05-02\nembargoUntil: 2026-03-02\nexpires: 2026-07-01\nexpiryDate: 2026-08-01\n---\nText."
            )
            .Draft;

        Assert.Equal((5, 1), (draft.PublishedAt!.Value.Month, draft.PublishedAt.Value.Day));
        Assert.Equal((5, 2), (draft.EmbargoUntil!.Value.Month, draft.EmbargoUntil.Value.Day));
        Assert.Equal((7, 1), (draft.ExpiresAt!.Value.Month, draft.ExpiresAt.Value.Day));
    }

    [Theory]
    [
        InlineData("---\ntitle: T\nurgency: high\ndraft: true\n---\n"),
        InlineData("+++\ntitle = 'T'\ndraft = true\n+++\n"),
        InlineData("{\n\"title\": \"T\",\n\"draft\": true\n}\n")
    ]
    public void Blank_lines_hide_nothing_that_stands_before_a_text(string front)
    {
        Assert.All(
            new[] { "\n", "\r\n\r\n", " \t\n", "\uFEFF\n\uFEFF\n", "\uFEFF\uFEFF", "  ", "\u00A0\n" },
            blank =>
                Assert.All(
                    new[] { "markdown", "text" },
                    format =>
                    {
                        var reading = SampleDocuments.Read(format, blank + front + "Text.");
                        var article = Assert.Single(reading.Articles);
                        var before = blank.Count(sign => sign == '\n');

                        Assert.Equal((ArticleStatus.Draft, "T"), (article.Status, article.Draft.Headline));
                        Assert.Equal(before + front.Count(sign => sign == '\n') + 1, article.FirstLine);
                        Assert.All(reading.Diagnostics, complaint => Assert.Equal(before + 3, complaint.Line));
                    }
                )
        );
    }

    [Theory]
    [
        InlineData("---toml\ntitle = 'T'\ndraft = true\n---"),
        InlineData("---yaml\ntitle: T\ndraft: true\n---"),
        InlineData("--- json\n{\"title\": \"T\",\n\"draft\": true}\n---")
    ]
    [
        InlineData("---json\n{\n\"draft\": true\n}\n---"),
        InlineData("+++toml\ndraft = true\n+++"),
        InlineData(";;;\n\"title\": \"T\",\n\"draft\": true\n;;;")
    ]
    [
        InlineData(";;;\n{\"draft\": true}\n;;;"),
        InlineData("----\ntitle: T\ndraft: true\n----"),
        InlineData("++++\ndraft = true\n++++")
    ]
    [
        InlineData("---\n\ntitle = 'T'\ndraft = true\n---"),
        InlineData("---\ndraft = true\n---"),
        InlineData("\n+++ toml\ndraft = true\n+++")
    ]
    [
        InlineData("title: T\ndraft: true\n---"),
        InlineData("Title: T\nStatus: draft\n"),
        InlineData("#+title: T\n#+draft: true\n")
    ]
    [
        InlineData("<!--\n.. title: T\n.. status: private\n-->"),
        InlineData("title = 'T'\ndraft = true\n"),
        InlineData("\"draft\": true\n;;;")
    ]
    public void What_begins_as_front_matter_and_is_none_is_no_article(string front)
    {
        Assert.All(
            new[] { "markdown", "text" },
            format =>
            {
                var reading = SampleDocuments.Read(format, front + "\nHeadline\n\nText.");

                Assert.Empty(reading.Articles);
                Assert.Equal(DiagnosticSeverity.Error, Assert.Single(reading.Diagnostics).Severity);
            }
        );
    }

    [Theory]
    [
        InlineData("---\nA headline\n\nText."),
        InlineData("-----\n\nA headline\n\nText."),
        InlineData("--- Reuters ---\n\nText."),
        InlineData(";;;\nText and more.")
    ]
    [
        InlineData("Headline: a colon\nPlace: Paris\n\nDraft: a word in the text."),
        InlineData("The draft: what it says\n\nText.")
    ]
    public void Rules_and_colons_are_text(string text) => Assert.Null(SampleDocuments.Only("text", text).Status);

    [
        Theory,
        InlineData("\n"),
        InlineData("\uFEFF"),
        InlineData("a: b\n"),
        InlineData("---\n"),
        InlineData("--- a\n"),
        InlineData("<!--\n")
    ]
    public void What_might_go_on_to_front_matter_stops_nothing(string piece)
    {
        Assert.All(
            new[] { "+++\ndraft = true\n+++\nT\n\nText.", "---\ndraft: true\n---\nT\n\nText." },
            end =>
            {
                var reading = SampleDocuments.Read("text", string.Concat(Enumerable.Repeat(piece, 500_000)) + end);
                Assert.True(
                    reading.Articles.Count == 0
                        || reading.Articles[0].Status == ArticleStatus.Draft
                        || piece is "a: b\n" or "--- a\n"
                );
            }
        );
    }

    [Theory]
    [
        InlineData("build: 42"),
        InlineData("build: {render: always, list: true, publishResources: false}"),
        InlineData("unlisted: false"),
        InlineData("publish: true")
    ]
    [
        InlineData("draft: false"),
        InlineData("published: true"),
        InlineData("published: 2024-03-05"),
        InlineData("status: publish"),
        InlineData("draft: no\nstatus: published")
    ]
    public void What_is_published_is_no_draft(string yaml) =>
        Assert.NotEqual(
            ArticleStatus.Draft,
            SampleDocuments.Only("markdown", $"---\ntitle: T\n{yaml}\n---\nText.").Status ?? ArticleStatus.Published
        );

    [Theory]
    [InlineData("---\ntitle: T\ndate: 2024-03-01\npublishDate: 2024-03-05\nexpiryDate: 2024-04-05\n---\nText.")]
    [InlineData(
        "+++\ntitle = 'T'\ndate = 2024-03-01\npublishDate = 2024-03-05\nexpiryDate = 2024-04-05T00:00:00Z\n+++\nText."
    )]
    public void Hugos_dates_say_from_when_to_when(string text)
    {
        var draft = SampleDocuments.Only("markdown", text).Draft;

        Assert.Equal(
            (
                new DateTimeOffset(2024, 3, 5, 0, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2024, 4, 5, 0, 0, 0, TimeSpan.Zero)
            ),
            (draft.PublishedAt, draft.ExpiresAt)
        );
    }

    [Fact]
    public void Toml_is_read_as_yaml_is()
    {
        var article = SampleDocuments.Only(
            "markdown",
            "+++\ntitle = \"Plan\"\ndate = 2026-03-02T08:00:00+02:00\ndraft = true\ntags = [\"ferry\", \"harbour\"]\nweight = 10\n[taxonomies]\ncategories = [\"Local\"]\n[extra]\nauthor = \"Ann Example\"\n[[images]]\nhref = \"https://news.example/a.jpg\"\n+++\n\nThe plan."
        );

        Assert.Equal(
            (ArticleStatus.Draft, "Plan", "local"),
            (article.Status, article.Draft.Headline, article.Draft.Section?.Slug)
        );
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero), article.Draft.PublishedAt);
        Assert.Equal(["ferry", "harbour"], article.Draft.Tags.Select(tag => tag.Name).Take(2));
        Assert.Equal(
            ("Ann Example", "https://news.example/a.jpg"),
            (Assert.Single(article.Draft.Bylines).Name, Assert.Single(article.Draft.Images).Facts.Href)
        );
        Assert.Equal([new SourceProperty("weight", "10")], article.Extras);
        Assert.Equal(["The plan."], article.Draft.Body.SelectMany(block => block.Texts));
    }

    [Fact]
    public void Json_is_read_as_yaml_is()
    {
        var article = SampleDocuments.Only(
            "markdown",
            """
            {
              "title": "Plan } for \"all\"",
              "date": "2026-03-02T08:00:00+02:00",
              "publishDate": "2026-03-03", "expiryDate": "2026-04-03", "lastmod": null,
              "draft": true,
              "tags": ["ferry", "harbour"], "weight": 10,
              "taxonomies": {"categories": ["Local"]},
              "params": {"author": {"name": "Ann Example", "role": "Editor"}},
              "images": [{"href": "https://news.example/a.jpg"}]
            }

            The plan.
            """
        );

        var draft = article.Draft;
        Assert.Equal(
            (ArticleStatus.Draft, "Plan } for \"all\"", "local"),
            (article.Status, draft.Headline, draft.Section?.Slug)
        );
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero), draft.PublishedAt);
        Assert.Equal(new DateTimeOffset(2026, 4, 3, 0, 0, 0, TimeSpan.Zero), draft.ExpiresAt);
        Assert.Equal(["ferry", "harbour"], draft.Tags.Select(tag => tag.Name).Take(2));
        Assert.Equal("Ann Example", Assert.Single(draft.Bylines).Name);
        Assert.Equal("https://news.example/a.jpg", Assert.Single(draft.Images).Facts.Href);
        Assert.Equal([new SourceProperty("weight", "10")], article.Extras);
        Assert.Equal(["The plan."], draft.Body.SelectMany(block => block.Texts));
        Assert.Equal(12, article.FirstLine);
    }

    [Theory]
    [InlineData("\"draft\": true"), InlineData("\"draft\": \"yes\""), InlineData("\"draft\": 1")]
    [InlineData("\"draft\": [true]"), InlineData("\"draft\": {}"), InlineData("\"Draft\": true, \"draft\": false")]
    [InlineData("\"draft\": true, \"draft\": false")]
    [InlineData("\"published\": false"), InlineData("\"publishDate\": 20260303.5")]
    [InlineData("\"expiryDate\": \"soon\""), InlineData("\"\\u0064raft\": true")]
    [InlineData("\"params\": {\"draft\": true}")]
    public void What_json_keeps_back_or_not_surely_publishes_is_a_draft(string member)
    {
        Assert.All(
            new[] { "markdown", "text" },
            format =>
                Assert.All(
                    new[] { $"{{{member}}}", $"\uFEFF{{ {member} }}  ", $"{{\r\n{member}\r\n}}" },
                    head =>
                        Assert.Equal(
                            ArticleStatus.Draft,
                            SampleDocuments.Only(format, head + "\nHeadline\n\nText.").Status
                        )
                )
        );
    }

    [Theory]
    [InlineData("{\"draft\": true\nT\n\nText.", "line 2"), InlineData("{\n  draft: true\n}\nT\n\nText.", "line 2")]
    [InlineData("{\"draft\": true, }\nT\n\nText.", "line 1")]
    [InlineData("{\"draft\": true} T\n\nText.", "on a line of its own")]
    [InlineData("{\"a\": [[[[[[[[[1]]]]]]]]]}\nT\n\nText.", "nested")]
    [InlineData("{\"a\":\n\"\\ud800\"}\nT\n\nText.", "line 2: half of a surrogate pair")]
    [InlineData("{\"embargoUntil\": \"soon\"}\nT\n\nText.", "embargoUntil: 'soon'")]
    public void Json_that_cannot_be_read_is_no_article(string text, string message)
    {
        var reading = SampleDocuments.Read("markdown", text);

        Assert.Empty(reading.Articles);
        Assert.Contains(message, Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\": \"", "x"), InlineData("{\"a\": ", "["), InlineData("{\"a\": [0", ",0")]
    [InlineData("{", "\"a\":0,"), InlineData("{", "\n"), InlineData("{\"a\": \"", "\\ud83d\\ude00")]
    public void Json_without_end_stops_nothing(string head, string piece) =>
        Assert.Empty(
            SampleDocuments
                .Read("text", head + string.Concat(Enumerable.Repeat(piece, 500_000)) + "\nT\n\nText.")
                .Articles
        );

    [Theory, InlineData("{{< figure >}}"), InlineData("{% raw %}"), InlineData("{tag} comes first"), InlineData("{}")]
    public void Other_braces_are_text(string line) =>
        Assert.Equal(line, SampleDocuments.Only("text", line + "\n\nText.").Draft.Headline);

    [Theory]
    [
        InlineData("+++\ntitle = \n+++\nT\n\nText."),
        InlineData("+++\ndraft = true\nT\n\nText."),
        InlineData("+++\na = [[[[[[[[[[[[1]]]]]]]]]]]]\n+++\nT\n\nText.")
    ]
    public void Toml_that_cannot_be_read_is_no_article(string text)
    {
        var reading = SampleDocuments.Read("text", text);

        Assert.Empty(reading.Articles);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(reading.Diagnostics).Severity);
    }

    [Fact]
    public void Toml_that_nests_without_end_stops_nothing() =>
        Assert.Empty(
            SampleDocuments.Read("text", "+++\na = " + new string('[', 60_000) + "\n+++\nT\n\nText.").Articles
        );

    [Theory]
    [
        InlineData("ann@news.example", null),
        InlineData("Ann Lee <ann@news.example>", "Ann Lee"),
        InlineData("ann@news.example (Ann Lee)", "Ann Lee"),
        InlineData("'mailto:ann@news.example'", null),
        InlineData("{name: o'neil@news.example, role: x}", null),
        InlineData("Ann Lee (AFP) ann@news.example", "Ann Lee (AFP)")
    ]
    public void No_address_is_published_as_a_name(string author, string? name)
    {
        var reading = SampleDocuments.Read(
            "markdown",
            $"---\ntitle: T\nauthor: {author}\nimage: {{href: 'https://news.example/a.jpg', credit: 'Bo Ray/bo@news.example'}}\n---\nText."
        );
        var draft = Assert.Single(reading.Articles).Draft;

        Assert.Equal(name, draft.Bylines.SingleOrDefault()?.Name);
        Assert.Equal(
            name is null ? 1 : 0,
            reading.Diagnostics.Count(complaint => complaint.Message.Contains("e-mail", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(
            "@",
            $"{draft.Bylines.SingleOrDefault()} {draft.Images[0].Facts.Credit}",
            StringComparison.Ordinal
        );
    }

    [Theory]
    [
        InlineData("01-jekyll-published-false.md", "Plan for the quay"),
        InlineData("02-hugo-toml-draft.md", "Plan for the ferry")
    ]
    public void Generators_drafts_are_drafts(string file, string headline)
    {
        var reading = Core.Ingestion.Web.MarkdownReader.Read(
            file,
            File.ReadAllBytes(Path.Combine(TestData.Shared("cases"), file))
        );
        var article = Assert.Single(reading.Articles);

        Assert.Equal((ArticleStatus.Draft, headline), (article.Status, article.Draft.Headline));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("Ann Example", Assert.Single(article.Draft.Bylines).Name);
    }

    [Theory]
    [InlineData("PARIS, France, March 4", "Paris")]
    [InlineData("PARIS (Reuters)", "Paris")]
    public void A_dateline_may_be_stated(string dateline, string town) =>
        Assert.Equal(
            town,
            SampleDocuments
                .Only("text", $"---\ndateline: {dateline}\n---\nT\n\nText.")
                .Draft.Dateline?.Facts.Places[0]
                .Locality
        );

    [Fact]
    public void Html_in_markdown_is_as_hostile_as_any()
    {
        var html = string.Concat(
            SampleDocuments
                .Only(
                    "markdown",
                    "# T\n\n<div onclick=\"run()\">a</div>\n\n[b](javascript:run()) <img src=x onerror=run()> ![c](javascript:run())\n\n<style>p{}</style>"
                )
                .Draft.Body.OfType<Paragraph>()
                .Select(paragraph => paragraph.Html)
        );

        Assert.Equal(
            "ab",
            html.Replace(" ", "", StringComparison.Ordinal).Replace("<p>", "", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Markdown_too_wild_to_be_parsed_is_read_as_plain_text()
    {
        var reading = SampleDocuments.Read("markdown", "# T\n\n" + string.Concat(Enumerable.Repeat("[a](", 20_000)));

        Assert.Equal(80_000, ((Paragraph)Assert.Single(reading.Articles).Draft.Body[0]).Text.Length);
        Assert.Contains("plain text", Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_paragraphs_are_called_so() =>
        Assert.Equal(
            "body: too many paragraphs and other blocks; at most 5,000 are taken.",
            Assert
                .Single(
                    SampleDocuments
                        .Read("text", "Headline\n\n" + string.Concat(Enumerable.Repeat("a\n\n", 5_001)))
                        .Diagnostics
                )
                .Message
        );
}
