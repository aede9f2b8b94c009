using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// One item of a feed of any kind, as an article. Elements of the other kinds are understood wherever they stand, for
/// feeds borrow them.
/// </summary>
internal sealed class FeedItem
{
    private const int MaxExtras = 200;
    private const int MaxExtraLength = 10_000;
    private const int MaxWords = 12;

    // What becomes a field, or the pictures'.
    private static readonly HashSet<string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        "title",
        "atom:title",
        "dc:title",
        "media:title",
        "link",
        "guid",
        "atom:id",
        "content:encoded",
        "atom:content",
        "atom:summary",
        "description",
        "xhtml:body",
        "xhtml:div",
        "body",
        "fullitem",
        "pubDate",
        "dc:date",
        "atom:published",
        "atom:issued",
        "atom:updated",
        "atom:modified",
        "dcterms:issued",
        "dcterms:created",
        "dcterms:modified",
        "author",
        "dc:creator",
        "atom:author",
        "category",
        "atom:category",
        "dc:subject",
        "tags",
        "media:keywords",
        "dc:language",
        "dc:rights",
        "atom:rights",
        "copyright",
        "source",
        "atom:source",
        "media:thumbnail",
        "media:description",
        "media:category",
        "media:copyright",
        "itunes:image",
        "feedburner:origLink",
    };

    // Where an element without text has what it says.
    private static readonly string[] ValueAttributes = ["href", "url", "label", "term", "resource", "value"];

    private readonly FeedElements _parts;
    private readonly FeedChannel _channel;
    private readonly FeedElements? _source;
    private readonly Uri? _address;
    private readonly string? _publisher;
    private readonly Pictures _pictures = new();

    private FeedItem(XElement item, FeedChannel channel)
    {
        (_parts, _channel) = (new(item), channel);
        _source = _parts.First("atom:source") is { } source ? new(source) : null;
        _address = FeedElements.Base(item, null) is { } stated ? stated : channel.Address;
        _publisher = Publisher();
    }

    public static void Take(XElement item, FeedChannel channel, Taking taking) =>
        new FeedItem(item, channel).Take(taking);

    /// <summary>Whether an Atom link leads to the item's own page.</summary>
    public static bool IsAlternate(XElement link) =>
        FeedElements.Attribute(link, "rel")
            is null
                or "alternate"
                or "http://www.iana.org/assignments/relation/alternate";

    /// <summary>The name of one of Atom's persons.</summary>
    public static string? PersonOf(XElement person) =>
        new FeedElements(person).First("atom:name") is { } name ? WebText.OfEither(name.Value)
        : person.HasElements ? null
        : Bylines.Name(person.Value);

    private void Take(Taking taking)
    {
        var line = HostileXml.LineOf(_parts.Element);
        foreach (var picture in FeedPictures.Of(_parts, _address))
            _pictures.Add(picture);

        var (body, summary) = Texts();
        var blocks = body?.Blocks(_pictures, _address) ?? [];
        var about = summary?.Html is null ? summary?.Line : Abstract(summary);
        var headline = Headline(blocks, line, taking);
        if (headline is null)
        {
            taking.Refuse(line, "The item has neither a title nor a text.");
            return;
        }

        var published = Date(
            taking,
            line,
            "pubDate",
            "atom:published",
            "atom:issued",
            "dc:date",
            "dcterms:issued",
            "dcterms:created"
        );
        var updated = Date(taking, line, "atom:updated", "atom:modified", "dcterms:modified");
        var embargoes = Bounds(taking, line, "prism:embargoDate");
        var ends = Bounds(taking, line, "prism:expirationDate", "prism:killDate");
        var bylines = Authors();
        if (
            bylines.Count == 0
            && _parts["dc:creator", "author"].Any(author => MailAddress.RemovedFrom(author.Value) is null)
        )
            taking.Warn(line, "A by-line is but an e-mail address; it is left out.");
        var id = WebText.Line(_parts.First("guid", "atom:id")?.Value) ?? About();
        var url = Link();
        var draft = WebDraft.Complete(
            new()
            {
                Headline = headline,
                Body = blocks,
                Abstract =
                    about is { Length: <= Article.MaxAbstractLength } && about != WholeText(blocks) ? about : null,
                Bylines = bylines,
                Tags = WebDraft.Labels(Categories()),
                PublishedAt = published,
                EmbargoUntil = embargoes.Last,
                ExpiresAt = ends.First,
                Rights = WebDraft.RightsOf(null, Rights(), _parts.First("creativecommons:license")?.Value),
                ExternalId = id is { Length: <= Article.MaxExternalIdLength } ? id : null,
                Source = new(_publisher, url),
            },
            FeedElements.Language(_parts.Element)
                ?? LanguageTag.Of(_parts.First("dc:language")?.Value)
                ?? _channel.Language,
            _pictures
        );

        _pictures.Complain(taking, line);
        taking.Take(
            new(draft, line, null, null)
            {
                Item = Taking.Item(_channel.Provider, id ?? url, updated ?? published),
                Status = Status(line, published, embargoes.AreRead && ends.AreRead, taking),
                Extras = Extras().ToValueList(),
            }
        );
    }

    // A feed's items are published, but for those of exports that say otherwise, be it once among several, and those
    // whose time cannot be read.
    private ArticleStatus? Status(int? line, DateTimeOffset? published, bool isTimeRead, Taking taking)
    {
        var drafts = _parts["app:control"]
            .SelectMany(control => new FeedElements(control)["app:draft"])
            .Concat(_parts["app:draft"])
            .Select(said => said.Value.Trim().ToLowerInvariant())
            .Where(said => said != "no")
            .ToList();
        var blogger = _parts["blogger:status"]
            .Select(said => said.Value.Trim().ToUpperInvariant())
            .Where(said => said != "LIVE")
            .ToList();
        var isUnderstood =
            isTimeRead
            && drafts.TrueForAll(said => said == "yes")
            && blogger.TrueForAll(said => said is "DRAFT" or "SCHEDULED" or "SOFT_TRASHED");
        if (!isUnderstood)
            taking.Warn(line, "Whether the item is published cannot be told; it is taken as a draft.");
        ArticleStatus? post = _parts["wp:status", "wp:post_password"].Any()
            ? WxrStatus.Of(_parts, published, line, taking)
            : null;

        return isTimeRead && drafts.Count == 0 && blogger.Count == 0 ? post : ArticleStatus.Draft;
    }

    // The whole text where there is one; a description alone is the text.
    private (FeedText? Body, FeedText? Summary) Texts()
    {
        var whole = First("content:encoded", "atom:content", "xhtml:body", "xhtml:div", "body", "fullitem");
        var summary =
            First("description", "atom:summary")
            ?? First("media:description")
            ?? _parts["media:group"]
                .SelectMany(group => new FeedElements(group)["media:description"])
                .Select(FeedText.Of)
                .FirstOrDefault(text => !text.IsBlank);

        return whole is null ? (summary, null) : (whole, summary);
    }

    private FeedText? First(params string[] names) =>
        _parts[names].Select(FeedText.Of).FirstOrDefault(text => !text.IsBlank);

    // The pictures of a description are the article's too.
    private string? Abstract(FeedText summary)
    {
        var blocks = summary.Blocks(_pictures, _address);
        return WebText.Line(string.Join(' ', blocks.SelectMany(block => block.Texts)));
    }

    private string? Headline(ValueList<Block> blocks, int? line, Taking taking)
    {
        if (FeedChannel.TitleOf(_parts) is { } title)
            return title;
        if (
            WebText.Line(blocks.SelectMany(block => block.Texts).FirstOrDefault(text => text.Length > 0))
            is not { } first
        )
            return null;

        taking.Warn(line, "The item has no title; the first words of its text stand for one.");
        var words = first.Split(' ');
        var start = string.Join(' ', words.Take(MaxWords));
        return (
                start.Length <= Article.MaxHeadlineLength - 1
                    ? start
                    : start[..(Article.MaxHeadlineLength - 1)].TrimEnd('\uD83C', '\uD83D', '\uD83E')
            ) + (words.Length > MaxWords ? "…" : "");
    }

    private DateTimeOffset? Date(Taking taking, int? line, params string[] names) =>
        _parts[names].Select(element => DateOf(element, line, taking)).FirstOrDefault(date => date is not null);

    private TimeBounds Bounds(Taking taking, int? line, params string[] names)
    {
        var stated = _parts[names].Select(element => DateOf(element, line, taking)).ToList();
        return new([.. stated.OfType<DateTimeOffset>()], !stated.Contains(null));
    }

    private static DateTimeOffset? DateOf(XElement element, int? line, Taking taking)
    {
        if (WebDate.Read(element.Value) is { } date && date.Year is >= Article.MinYear and <= Article.MaxYear)
            return date;
        if (!string.IsNullOrWhiteSpace(element.Value))
            taking.Warn(HostileXml.LineOf(element) ?? line, $"'{Short(element.Value)}' is no date that can be read.");

        return null;
    }

    // RDF names its items outside of them.
    private string? About() =>
        _parts.Element.Attribute(XName.Get("about", FeedElements.Rdf))?.Value.Trim() is { Length: > 0 } about
            ? about
            : null;

    private string? Link()
    {
        var links = _parts["feedburner:origLink", "link"]
            .Select(link => link.Value)
            .Concat(
                _parts["atom:link"]
                    .Where(link => IsAlternate(link))
                    .Select(link => FeedElements.Attribute(link, "href"))
            )
            .Concat(
                _parts["guid"]
                    .Where(guid => FeedElements.Attribute(guid, "isPermaLink")?.ToLowerInvariant() is not "false")
                    .Select(guid => guid.Value)
            )
            .Append(About());

        return links
            .Where(link => !string.IsNullOrWhiteSpace(link))
            .Select(link => WebAddress.Absolute(link, _address))
            .FirstOrDefault(link => link is not null);
    }

    private ValueList<Byline> Authors()
    {
        var own = _parts["dc:creator"]
            .Select(creator => Bylines.Name(creator.Value))
            .Concat(_parts["atom:author"].Select(PersonOf))
            .OfType<string>()
            .ToList();
        if (own.Count == 0)
            own = [.. _parts["author"].Select(author => Bylines.Name(author.Value)).OfType<string>()];
        if (own.Count == 0)
            own =
            [
                .. (_source?["atom:author"].Select(PersonOf).OfType<string>() ?? _channel.Authors).Where(author =>
                    author != _publisher
                ),
            ];

        return Bylines.Of(own);
    }

    private IEnumerable<string?> Categories() =>
        _parts["category", "dc:subject"]
            .Select(category => WebText.OfEither(category.Value))
            .Concat(
                _parts["atom:category"]
                    .Select(category =>
                        WebText.OfEither(
                            FeedElements.Attribute(category, "label") ?? FeedElements.Attribute(category, "term")
                        )
                    )
            )
            .Concat(
                _parts["media:category"]
                    .Select(category => WebText.OfEither(FeedElements.Attribute(category, "label") ?? category.Value))
            )
            .Concat(
                _parts["tags", "media:keywords"].SelectMany(list => list.Value.Split(',').Select(WebText.OfEither))
            );

    private string? Rights() =>
        _parts["dc:rights", "atom:rights", "copyright", "media:copyright"]
            .Select(rights => FeedText.Of(rights).Line)
            .FirstOrDefault(line => line is not null)
        ?? _source?["atom:rights"].Select(rights => FeedText.Of(rights).Line).FirstOrDefault()
        ?? _channel.Rights;

    // An item that was taken over from another feed says so.
    private string? Publisher()
    {
        var name =
            (_source is null ? null : FeedChannel.TitleOf(_source))
            ?? WebText.OfEither(_parts.First("source")?.Value)
            ?? _channel.Title;
        return name?.Length > Source.MaxPublisherLength ? null : name;
    }

    private static string? WholeText(ValueList<Block> blocks) =>
        WebText.Line(string.Join(' ', blocks.SelectMany(block => block.Texts)));

    private IEnumerable<SourceFact> Extras() =>
        _parts
            .Element.Elements()
            .Where(IsNoField)
            .SelectMany(Facts)
            .Concat(
                _source
                    ?.Element.Elements()
                    .Where(part => FeedElements.NameOf(part) is not ("atom:title" or "atom:author" or "atom:rights"))
                    .SelectMany(Facts)
                    .Select(fact => fact with { Name = "atom:source/" + fact.Name })
                    ?? []
            )
            .Where(fact => fact.Value.Length is > 0 and <= MaxExtraLength)
            .Take(MaxExtras);

    private bool IsNoField(XElement element) =>
        FeedElements.NameOf(element) switch
        {
            "atom:link" => !(
                FeedPictures.IsEnclosure(element) ? FeedPictures.IsPicture(element) : IsAlternate(element)
            ),
            "enclosure" => !FeedPictures.IsPicture(element),
            "media:credit" or "media:group" or "media:content" => _pictures.Count == 0,
            var name => !Fields.Contains(name),
        };

    private static IEnumerable<SourceFact> Facts(XElement element)
    {
        var name = FeedElements.NameOf(element);
        if (element.HasElements)
            return element
                .Descendants()
                .Where(part => !part.HasElements)
                .Select(part => new SourceFact($"{name}/{FeedElements.NameOf(part)}", ValueOf(part)));

        return
        [
            new(
                FeedElements.Attribute(element, "rel") is { Length: <= 100 } rel ? $"{name}[@rel='{rel}']" : name,
                ValueOf(element)
            ),
        ];
    }

    private static string ValueOf(XElement element) =>
        WebText.Line(element.Value)
        ?? WebText.Line(
            ValueAttributes
                .Select(name => FeedElements.Attribute(element, name))
                .FirstOrDefault(value => value is not null)
        )
        ?? "";

    private static string Short(string text) =>
        text.Trim() is var trimmed && trimmed.Length > 100 ? PlainText.Clean(trimmed[..100]) + "…" : trimmed;
}
