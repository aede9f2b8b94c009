using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Ingestion.Web;

namespace ArticleApi.Accuracy;

/// <summary>
/// Feeds of one peculiarity each, which say in a comment what a reader must find, in Python. A case whose item is none
/// that could be published gets a title and a text, so that the rest of it is seen.
/// </summary>
internal static partial class FeedCases
{
    private const string Filler = "Filler.";

    /// <summary>The facts that an article has a place for.</summary>
    public static IEnumerable<Row> Facts(string folder)
    {
        // What is left of markup too broken for two parsers to agree on is no fact.
        foreach (
            var (name, text) in Cases(folder).Where(file => !file.Name.Contains("_crazy", StringComparison.Ordinal))
        )
        {
            var expectations = Clauses()
                .Split(Expectation().Match(text).Groups["python"].Value.Trim())
                .Select(Fact)
                .OfType<(string Name, string Value)>()
                .ToList();
            if (expectations.Count == 0 || expectations.Any(fact => Words(fact.Value).Length == 0))
                continue;

            var reading = Read(name, Filled(text));

            yield return Row.Of(
                name,
                string.Join('\n', expectations.Select(fact => $"{fact.Name}: {Words(fact.Value)}")),
                string.Join(
                    '\n',
                    expectations.Select(fact =>
                        $"{fact.Name}: {(reading.Articles.Count == 0 ? "no article" : Given(fact, reading.Articles[0]))}"
                    )
                )
            );
        }
    }

    /// <summary>That nothing which runs or loads comes through.</summary>
    public static IEnumerable<Row> Hostile(string folder)
    {
        foreach (var (name, text) in Cases(Path.Combine(folder, "sanitize")))
        {
            var markup = Read(name, Filled(text))
                .Articles.SelectMany(article =>
                    article
                        .Draft.Body.SelectMany(Html)
                        .Concat(article.Draft.Images.Select(image => image.Facts.Href ?? ""))
                        .Append(article.Draft.Source.Url ?? "")
                );
            yield return Row.Of(
                name,
                "",
                string.Join('\n', markup.SelectMany(html => Harm().Matches(html)).Select(match => match.Value))
            );
        }
    }

    private static IEnumerable<(string Name, string Text)> Cases(string folder) =>
        Directory
            .GetFiles(folder, "*.xml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(folder, file), File.ReadAllText(file)));

    private static DocumentParseResult Read(string name, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return AtomReader.Recognises(bytes) ? AtomReader.Read(name, bytes) : RssReader.Read(name, bytes);
    }

    private static string Filled(string text)
    {
        var feed = XDocument.Parse(text, LoadOptions.PreserveWhitespace);
        var channel = feed.Root!.Elements().FirstOrDefault(element => element.Name.LocalName == "channel") ?? feed.Root;
        var space = channel.Name.Namespace;
        var isAtom = space.NamespaceName is "http://www.w3.org/2005/Atom" or "http://purl.org/atom/ns#";
        var item = feed.Descendants().FirstOrDefault(element => element.Name.LocalName is "item" or "entry");
        if (item is null)
            channel.Add(item = new XElement(space + (isAtom ? "entry" : "item")));
        if (!item.Elements().Any(element => element.Name.LocalName == "title"))
            item.Add(new XElement(space + "title", Filler));
        if (
            !item.Descendants()
                .Any(element =>
                    element.Name.LocalName
                        is "description"
                            or "summary"
                            or "content"
                            or "encoded"
                            or "body"
                            or "fullitem"
                )
        )
            item.Add(new XElement(space + (isAtom ? "summary" : "description"), Filler));

        return feed.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>What a clause is about, in our words; null where an article has no place for it.</summary>
    private static (string Name, string Value)? Fact(string clause)
    {
        var match = Comparison().Match(clause.Trim().Trim('(', ')'));
        if (!match.Success)
            return null;

        var path = Brackets().Replace(Index().Replace(match.Groups["path"].Value, ""), ".$1");
        var value = Python(match.Groups["value"].Value);
        var name = path switch
        {
            "entries.title" or "entries.title_detail.value" => "headline",
            "entries.description" or "entries.summary" or "entries.summary_detail.value" or "entries.content.value" =>
                "text",
            "entries.link" or "entries.links.href" => "url",
            "entries.id" or "entries.guid" => "id",
            "entries.published" or "entries.published_parsed" => "published",
            "entries.author" or "entries.author_detail.name" or "entries.authors.name" => "author",
            "entries.category" or "entries.tags.term" or "entries.tags.label" => "tag",
            "entries.enclosures.url" => "enclosure",
            "entries.rights"
            or "entries.source.rights"
            or "entries.source.rights_detail.value"
            or "feed.rights"
            or "feed.copyright" => "rights",
            "entries.source.title" or "feed.title" or "feed.title_detail.value" => "publisher",
            "entries.media_credit.content"
            or "entries.comments"
            or "entries.contributors.name"
            or "entries.contributors.email"
            or "entries.source.contributors.name"
            or "entries.source.tags.label" => "extra",
            "entries.links.rel" or "entries.source.links.rel" when value is not ("enclosure" or "alternate") => "link",
            _ => null,
        };

        return name is null || value is null ? null
            : name == "published" ? (name, Instant(value))
            : (name, value);
    }

    // What is expected may be plain text that only looks like HTML.
    private static string Given((string Name, string Value) fact, ParsedArticle article) =>
        Got(fact.Name, Words(fact.Value), article) is var got && got == Words(fact.Value, true)
            ? Words(fact.Value)
            : got;

    // A value stays out where none of what is looked for among several is it.
    private static string Got(string name, string expected, ParsedArticle article)
    {
        var draft = article.Draft;
        return name switch
        {
            "headline" => draft.Headline,
            "text" => Among(
                expected,
                [
                    Words(string.Join(' ', draft.Body.SelectMany(block => block.Texts)), true),
                    Words(draft.Abstract ?? "", true),
                ]
            ),
            "url" => draft.Source.Url ?? "",
            "id" => draft.ExternalId ?? "",
            "published" => draft.PublishedAt is { } at
                ? at.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)
                : "",
            "author" => Among(expected, draft.Bylines.Select(byline => byline.Name)),
            "tag" => Among(expected, draft.Tags.Select(tag => tag.Name)),
            "enclosure" => Among(
                expected,
                draft
                    .Images.Select(image => image.Facts.Href ?? "")
                    .Concat(article.Extras.Where(fact => fact.Name == "enclosure").Select(fact => fact.Value))
            ),
            "rights" => Words(draft.Rights?.Notice ?? "", true),
            "publisher" => Words(draft.Source.Publisher ?? "", true),
            "link" => Among(
                expected,
                article.Extras.Select(fact => fact.Name.Split("@rel='") is [_, var rel] ? rel.TrimEnd(']', '\'') : "")
            ),
            _ => Among(
                expected,
                article
                    .Extras.Select(fact => fact.Value)
                    .Concat(draft.Images.Select(image => image.Facts.Credit?.Photographer ?? ""))
            ),
        };
    }

    private static string Among(string expected, IEnumerable<string> found) =>
        found.ToList() is var all && all.Contains(expected) ? expected : string.Join(" ¦ ", all);

    private static IEnumerable<string> Html(Block block) =>
        block switch
        {
            Paragraph paragraph => [paragraph.Html],
            Heading heading => [heading.Html],
            Quote quote => [quote.Html],
            ListBlock list => list.Items.Select(item => item.Html),
            _ => [],
        };

    // The samples expect HTML; an article keeps the text beside it.
    private static string Words(string text, bool plain = false) =>
        Space().Replace(plain || !Markup().IsMatch(text) ? text : InlineHtml.ToPlainText(text), " ").Trim();

    private static string Instant(string value)
    {
        if (value is ['(', ..])
        {
            var parts = value
                .Trim('(', ')')
                .Split(',')
                .Select(part => int.Parse(part, CultureInfo.InvariantCulture))
                .ToArray();
            return new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]).ToString(
                "s",
                CultureInfo.InvariantCulture
            );
        }

        return DateTimeOffset
            .Parse(value, CultureInfo.InvariantCulture)
            .UtcDateTime.ToString("s", CultureInfo.InvariantCulture);
    }

    // Strings of any quotes, joined by "+", and tuples.
    private static string? Python(string literal) =>
        literal is ['(', ..] ? literal
        : literal.Trim() is ['"' or '\'' or 'u', ..]
            ? string.Concat(Strings().Matches(literal).Select(match => Regex.Unescape(match.Groups["text"].Value)))
        : null;

    [GeneratedRegex(@"Expect:(?<python>.*?)(-->|\n\s*\n|$)", RegexOptions.Singleline)]
    private static partial Regex Expectation();

    [GeneratedRegex(@"\s+and\s+(?=(entries|feed|not|\())")]
    private static partial Regex Clauses();

    [GeneratedRegex(@"^(?<path>[\w.\[\]']+)\s*==\s*(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\['(\w+)'\]")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    [GeneratedRegex(
        "u?(\"\"\"(?<text>.*?)\"\"\"|\"(?<text>(\\\\.|[^\"\\\\])*)\"|'(?<text>(\\\\.|[^'\\\\])*)')",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Strings();

    [GeneratedRegex("</?[a-z]|&[a-z#]", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(
        @"<\s*(script|style|iframe|object|embed|applet|frame|link|meta|img|form|input)\b|<[^>]*\s(on\w+|style|src)\s*=|(javascript|vbscript|data)\s*:",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Harm();
}
