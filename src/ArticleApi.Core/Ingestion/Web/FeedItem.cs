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
    private const int MaxHeadlineWords = 12;

    // What becomes a field, or the pictures'.
    private static readonly HashSet<string> FieldElements = new(StringComparer.OrdinalIgnoreCase)
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

    private readonly FeedElementLookup _parts;
    private readonly FeedMetadata _channel;
    private readonly FeedElementLookup? _source;
    private readonly Uri? _address;
    private readonly string? _publisher;
    private readonly PictureList _pictures = new();

    private FeedItem(XElement item, FeedMetadata channel)
    {
        (_parts, _channel) = (new(item), channel);
        _source = _parts.First("atom:source") is { } source ? new(source) : null;
        _address = FeedElementLookup.ResolveBase(item, null) is { } stated ? stated : channel.BaseAddress;
        _publisher = ReadPublisher();
    }

    public static void Read(XElement item, FeedMetadata channel, DocumentParseContext context) =>
        new FeedItem(item, channel).AddTo(context);

    /// <summary>Whether an Atom link leads to the item's own page.</summary>
    public static bool IsAlternate(XElement link) =>
        FeedElementLookup.Attribute(link, "rel")
            is null
                or "alternate"
                or "http://www.iana.org/assignments/relation/alternate";

    /// <summary>The name of one of Atom's persons.</summary>
    public static string? NameOfPerson(XElement person)
    {
        if (new FeedElementLookup(person).First("atom:name") is { } name)
            return PlainTextCleaner.FromTextOrHtml(name.Value);
        return person.HasElements ? null : BylineParser.ParseName(person.Value);
    }

    private void AddTo(DocumentParseContext context)
    {
        var line = UntrustedXml.LineOf(_parts.Element);
        foreach (var picture in FeedMedia.FindPictures(_parts, _address))
            _pictures.Add(picture);

        var (body, summary) = FindTexts();
        var blocks = body?.ToBlocks(_pictures, _address) ?? [];
        var about = summary?.Html is null ? summary?.SingleLine : ReadAbstract(summary);
        var headline = ReadHeadline(blocks, line, context);
        if (headline is null)
        {
            context.AddError(line, "The item has neither a title nor a text.");
            return;
        }

        var published = ReadDate(
            context,
            line,
            "pubDate",
            "atom:published",
            "atom:issued",
            "dc:date",
            "dcterms:issued",
            "dcterms:created"
        );
        var updated = ReadDate(context, line, "atom:updated", "atom:modified", "dcterms:modified");
        var embargoes = ReadBounds(context, line, "prism:embargoDate");
        var ends = ReadBounds(context, line, "prism:expirationDate", "prism:killDate");
        var bylines = ReadAuthors();
        if (
            bylines.Count == 0
            && _parts["dc:creator", "author"].Any(author => MailAddressRemover.RemoveFrom(author.Value) is null)
        )
            context.AddWarning(line, "A by-line is but an e-mail address; it is left out.");
        var id = PlainTextCleaner.ToSingleLine(_parts.First("guid", "atom:id")?.Value) ?? RdfAbout();
        var url = FindLink();
        var draft = DraftEnricher.Complete(
            new()
            {
                Headline = headline,
                Body = blocks,
                Abstract =
                    about is { Length: <= Article.MaxAbstractLength } && about != JoinText(blocks) ? about : null,
                Bylines = bylines,
                Tags = StatedFields.ToLabels(ReadCategories()),
                PublishedAt = published,
                EmbargoUntil = embargoes.Last,
                ExpiresAt = ends.First,
                Rights = StatedFields.CreateRights(null, ReadRights(), _parts.First("creativecommons:license")?.Value),
                ExternalId = id is { Length: <= Article.MaxExternalIdLength } ? id : null,
                Source = new(_publisher, url),
            },
            new(
                FeedElementLookup.LanguageOf(_parts.Element)
                    ?? LanguageTag.Parse(_parts.First("dc:language")?.Value)
                    ?? _channel.Language
            )
        );

        _pictures.ReportLeftOut(context, line);
        context.AddArticle(
            new(_pictures.Illustrate(draft), line, null, null)
            {
                Item = SourceItem.Create(_channel.Provider, id ?? url, updated ?? published),
                Status = ReadStatus(line, published, embargoes.AllReadable && ends.AllReadable, context),
                Extras = ReadExtras().ToValueList(),
            }
        );
    }

    // A feed's items are published, but for those of exports that say otherwise, be it once among several, and those
    // whose time cannot be read.
    private ArticleStatus? ReadStatus(
        int? line,
        DateTimeOffset? published,
        bool isTimeRead,
        DocumentParseContext context
    )
    {
        var drafts = _parts["app:control"]
            .SelectMany(control => new FeedElementLookup(control)["app:draft"])
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
            context.AddWarning(line, "Whether the item is published cannot be told; it is taken as a draft.");
        ArticleStatus? post = _parts["wp:status", "wp:post_password"].Any()
            ? WxrStatus.Read(_parts, published, line, context)
            : null;

        return isTimeRead && drafts.Count == 0 && blogger.Count == 0 ? post : ArticleStatus.Draft;
    }

    // The whole text where there is one; a description alone is the text.
    private (FeedTextConstruct? Body, FeedTextConstruct? Summary) FindTexts()
    {
        var whole = FirstText("content:encoded", "atom:content", "xhtml:body", "xhtml:div", "body", "fullitem");
        var summary =
            FirstText("description", "atom:summary")
            ?? FirstText("media:description")
            ?? _parts["media:group"]
                .SelectMany(group => new FeedElementLookup(group)["media:description"])
                .Select(FeedTextConstruct.Read)
                .FirstOrDefault(text => !text.IsBlank);

        return whole is null ? (summary, null) : (whole, summary);
    }

    private FeedTextConstruct? FirstText(params string[] names) =>
        _parts[names].Select(FeedTextConstruct.Read).FirstOrDefault(text => !text.IsBlank);

    // The pictures of a description are the article's too.
    private string? ReadAbstract(FeedTextConstruct summary)
    {
        var blocks = summary.ToBlocks(_pictures, _address);
        return PlainTextCleaner.ToSingleLine(string.Join(' ', blocks.SelectMany(block => block.Texts)));
    }

    private string? ReadHeadline(ValueList<Block> blocks, int? line, DocumentParseContext context)
    {
        if (FeedMetadata.TitleOf(_parts) is { } title)
            return title;
        if (
            PlainTextCleaner.ToSingleLine(
                blocks.SelectMany(block => block.Texts).FirstOrDefault(text => text.Length > 0)
            )
            is not { } first
        )
            return null;

        context.AddWarning(line, "The item has no title; the first words of its text stand for one.");
        var words = first.Split(' ');
        var start = string.Join(' ', words.Take(MaxHeadlineWords));
        return (
                start.Length <= Article.MaxHeadlineLength - 1
                    ? start
                    : start[..(Article.MaxHeadlineLength - 1)].TrimEnd('\uD83C', '\uD83D', '\uD83E')
            ) + (words.Length > MaxHeadlineWords ? "…" : "");
    }

    private DateTimeOffset? ReadDate(DocumentParseContext context, int? line, params string[] names) =>
        _parts[names].Select(element => ParseDate(element, line, context)).FirstOrDefault(date => date is not null);

    private TimeBounds ReadBounds(DocumentParseContext context, int? line, params string[] names)
    {
        var stated = _parts[names].Select(element => ParseDate(element, line, context)).ToList();
        return new([.. stated.OfType<DateTimeOffset>()], !stated.Contains(null));
    }

    private static DateTimeOffset? ParseDate(XElement element, int? line, DocumentParseContext context)
    {
        if (InstantParser.Parse(element.Value, InstantFormats.Web) is { } date && ArticleLimits.IsInRange(date))
            return date;
        if (!string.IsNullOrWhiteSpace(element.Value))
            context.AddWarning(
                UntrustedXml.LineOf(element) ?? line,
                $"'{Shorten(element.Value)}' is no date that can be read."
            );

        return null;
    }

    // RDF names its items outside of them.
    private string? RdfAbout() =>
        _parts.Element.Attribute(XName.Get("about", FeedElementLookup.Rdf))?.Value.Trim() is { Length: > 0 } about
            ? about
            : null;

    private string? FindLink()
    {
        var links = _parts["feedburner:origLink", "link"]
            .Select(link => link.Value)
            .Concat(
                _parts["atom:link"]
                    .Where(link => IsAlternate(link))
                    .Select(link => FeedElementLookup.Attribute(link, "href"))
            )
            .Concat(
                _parts["guid"]
                    .Where(guid => FeedElementLookup.Attribute(guid, "isPermaLink")?.ToLowerInvariant() is not "false")
                    .Select(guid => guid.Value)
            )
            .Append(RdfAbout());

        return links
            .Where(link => !string.IsNullOrWhiteSpace(link))
            .Select(link => UrlNormalizer.ToAbsolute(link, _address))
            .FirstOrDefault(link => link is not null);
    }

    private ValueList<Byline> ReadAuthors()
    {
        var own = _parts["dc:creator"]
            .Select(creator => BylineParser.ParseName(creator.Value))
            .Concat(_parts["atom:author"].Select(NameOfPerson))
            .OfType<string>()
            .ToList();
        if (own.Count == 0)
            own = [.. _parts["author"].Select(author => BylineParser.ParseName(author.Value)).OfType<string>()];
        if (own.Count == 0)
            own =
            [
                .. (_source?["atom:author"].Select(NameOfPerson).OfType<string>() ?? _channel.Authors).Where(author =>
                    author != _publisher
                ),
            ];

        return BylineParser.ParseAll(own);
    }

    private IEnumerable<string?> ReadCategories() =>
        _parts["category", "dc:subject"]
            .Select(category => PlainTextCleaner.FromTextOrHtml(category.Value))
            .Concat(
                _parts["atom:category"]
                    .Select(category =>
                        PlainTextCleaner.FromTextOrHtml(
                            FeedElementLookup.Attribute(category, "label")
                                ?? FeedElementLookup.Attribute(category, "term")
                        )
                    )
            )
            .Concat(
                _parts["media:category"]
                    .Select(category =>
                        PlainTextCleaner.FromTextOrHtml(
                            FeedElementLookup.Attribute(category, "label") ?? category.Value
                        )
                    )
            )
            .Concat(
                _parts["tags", "media:keywords"]
                    .SelectMany(list => list.Value.Split(',').Select(PlainTextCleaner.FromTextOrHtml))
            );

    private string? ReadRights() =>
        _parts["dc:rights", "atom:rights", "copyright", "media:copyright"]
            .Select(rights => FeedTextConstruct.Read(rights).SingleLine)
            .FirstOrDefault(line => line is not null)
        ?? _source?["atom:rights"].Select(rights => FeedTextConstruct.Read(rights).SingleLine).FirstOrDefault()
        ?? _channel.Rights;

    // An item that was taken over from another feed says so.
    private string? ReadPublisher()
    {
        var name =
            (_source is null ? null : FeedMetadata.TitleOf(_source))
            ?? PlainTextCleaner.FromTextOrHtml(_parts.First("source")?.Value)
            ?? _channel.Title;
        return name?.Length > Source.MaxPublisherLength ? null : name;
    }

    private static string? JoinText(ValueList<Block> blocks) =>
        PlainTextCleaner.ToSingleLine(string.Join(' ', blocks.SelectMany(block => block.Texts)));

    private IEnumerable<SourceProperty> ReadExtras() =>
        _parts
            .Element.Elements()
            .Where(IsExtra)
            .SelectMany(PropertiesOf)
            .Concat(
                _source
                    ?.Element.Elements()
                    .Where(part =>
                        FeedElementLookup.NameOf(part) is not ("atom:title" or "atom:author" or "atom:rights")
                    )
                    .SelectMany(PropertiesOf)
                    .Select(fact => fact with { Name = "atom:source/" + fact.Name })
                    ?? []
            )
            .Where(fact => fact.Value.Length is > 0 and <= MaxExtraLength)
            .Take(MaxExtras);

    private bool IsExtra(XElement element) =>
        FeedElementLookup.NameOf(element) switch
        {
            "atom:link" => !(FeedMedia.IsEnclosure(element) ? FeedMedia.IsPicture(element) : IsAlternate(element)),
            "enclosure" => !FeedMedia.IsPicture(element),
            "media:credit" or "media:group" or "media:content" => _pictures.Count == 0,
            var name => !FieldElements.Contains(name),
        };

    private static IEnumerable<SourceProperty> PropertiesOf(XElement element)
    {
        var name = FeedElementLookup.NameOf(element);
        if (element.HasElements)
            return element
                .Descendants()
                .Where(part => !part.HasElements)
                .Select(part => new SourceProperty($"{name}/{FeedElementLookup.NameOf(part)}", ValueOf(part)));

        return
        [
            new(
                FeedElementLookup.Attribute(element, "rel") is { Length: <= 100 } rel ? $"{name}[@rel='{rel}']" : name,
                ValueOf(element)
            ),
        ];
    }

    private static string ValueOf(XElement element) =>
        PlainTextCleaner.ToSingleLine(element.Value)
        ?? PlainTextCleaner.ToSingleLine(
            ValueAttributes
                .Select(name => FeedElementLookup.Attribute(element, name))
                .FirstOrDefault(value => value is not null)
        )
        ?? "";

    private static string Shorten(string text) =>
        text.Trim() is var trimmed && trimmed.Length > 100 ? PlainText.Clean(trimmed[..100]) + "…" : trimmed;
}
