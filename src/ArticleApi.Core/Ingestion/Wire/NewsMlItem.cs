using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>What an item of NewsML-G2 says.</summary>
internal static class NewsMlItem
{
    // Held by fields; everything else in these parts goes to the facts.
    private static readonly HashSet<string> Taken =
    [
        "itemClass",
        "pubStatus",
        "versionCreated",
        "expires",
        "edNote",
        "provider",
        "urgency",
        "copyrightHolder",
        "copyrightNotice",
        "usageTerms",
    ];

    private static readonly string[] Parts = ["rightsInfo", "itemMeta", "contentMeta"];

    // Agencies' own codes stay codes, but some say by their scheme's name that a desk is meant.
    private static readonly string[] Desks = ["department", "desk", "section", "category"];

    // A concept's code, in the three ways of saying it.
    private static readonly string[] Codes = ["qcode", "uri", "literal"];

    private static readonly HashSet<string> TakenOfPicture =
    [
        "itemClass",
        "pubStatus",
        "by",
        "creditline",
        "copyrightHolder",
        "copyrightNotice",
        "usageTerms",
    ];

    /// <param name="pictures">The items of its pictures.</param>
    public static WireItem Of(XElement item, IReadOnlyList<XElement> pictures, WireDocument reading)
    {
        var (itemMeta, contentMeta) = (item.One("itemMeta"), item.One("contentMeta"));
        var line = item.FirstLine();
        var nitf = item.One("contentSet").Below("nitf").FirstOrDefault();
        var bodyHead = nitf.At("body", "body.head");
        var language = contentMeta.One("language").Value("tag") ?? item.Language() ?? nitf.Value("baselang");
        var created = Date("itemMeta/versionCreated", itemMeta.One("versionCreated"));
        var urgency = XmlParts.Number(contentMeta.One("urgency").Line());
        // The standard has embargoes without a stated end: <embargoed/>.
        var embargoes = reading.Bounds(itemMeta.All("embargoed").Stated(), "itemMeta/embargoed", line);
        var ends = reading.Bounds(itemMeta.All("expires").Stated(), "itemMeta/expires", line);
        var bylines = contentMeta
            .All("by")
            .Select(by => (by.Line(), (string?)null))
            .Where(by => by.Item1 is not null)
            .Select(by => (by.Item1!, by.Item2))
            .ToList();

        return new()
        {
            Headline =
                contentMeta.All("headline").Select(headline => headline.Line()).FirstOrDefault(text => text is not null)
                ?? NitfItem.Headline(nitf)
                ?? itemMeta.One("title").Line(),
            Abstract =
                contentMeta
                    .All("description")
                    .Where(description => Suffix(description.Value("role")) is "summary" or "abstract" or "lead")
                    .Select(description => description.Line())
                    .FirstOrDefault(text => text is not null)
                ?? bodyHead.One("abstract").Line(),
            Body = Body(item),
            Language = language,
            Bylines = bylines.Count > 0 ? bylines : [.. NitfItem.Bylines(bodyHead)],
            Dateline = contentMeta.One("dateline").Line() ?? bodyHead.One("dateline").Line(),
            Section = contentMeta.All("subject").FirstOrDefault(IsDesk) is { } desk ? NameIn(desk, language) : null,
            Tags =
            [
                .. contentMeta
                    .All("subject")
                    .Where(IsTopic)
                    .Select(subject => NameIn(subject, language))
                    .Concat(contentMeta.All("keyword").Select(keyword => keyword.Line()))
                    .OfType<string>(),
            ],
            // The standard has no date of publication: an agency publishes by sending, which it first did when it first
            // made the item.
            PublishedAt =
                Date("itemMeta/firstCreated", itemMeta.One("firstCreated"))
                ?? created
                ?? Date("contentMeta/contentCreated", contentMeta.One("contentCreated")),
            EmbargoUntil = embargoes.Last,
            ExpiresAt = ends.First,
            Rights = RightsOf(item),
            Urgency = urgency is >= 1 and <= 9 ? urgency : null,
            Genre = contentMeta
                .All("genre")
                .Select(genre => NameIn(genre, language))
                .FirstOrDefault(name => name is not null),
            EditorNote = PlainText.Line(
                string.Join(' ', itemMeta.All("edNote").Concat(itemMeta.All("ednote")).Select(note => note.Value))
            ),
            Publisher = PartyOf(itemMeta.One("provider")),
            Id = item.Value("guid"),
            Provider = PartyOf(itemMeta.One("provider")),
            Version = item.Value("version"),
            VersionCreated = created,
            Status = reading.Status(StatusesOf(item), line, embargoes, ends),
            Pictures =
            [
                .. pictures.Take(Article.MaxImages + 1).Select(Picture),
                .. nitf.Below("media").Where(NitfItem.IsPicture).Take(Article.MaxImages + 1).Select(NitfItem.Picture),
            ],
            Extras = Facts(item, pictures, reading),
            FirstLine = line,
            LastLine = item.LastLine(),
        };

        DateTimeOffset? Date(string name, XElement? element) => reading.Date(element.Line(), name, line);
    }

    private static WirePicture Picture(XElement item)
    {
        var contentMeta = item.One("contentMeta");
        var descriptions = contentMeta.All("description").Where(description => description.Line() is not null).ToList();
        var caption =
            descriptions.Find(description => Suffix(description.Value("role")) == "caption")
            ?? descriptions.FirstOrDefault();
        var language = caption.Language() ?? contentMeta.One("language").Value("tag") ?? item.Language();

        return new()
        {
            Caption = caption.Line(),
            Language = language,
            By =
                contentMeta.One("by").Line()
                ?? contentMeta
                    .All("creator")
                    .Select(creator => NameIn(creator, language))
                    .FirstOrDefault(name => name is not null),
            Credit = contentMeta.One("creditline").Line(),
            AltText = descriptions
                .Find(description =>
                    Suffix(description.Value("role"))?.StartsWith("alt", StringComparison.OrdinalIgnoreCase) == true
                )
                .Line(),
            Rights = RightsOf(item),
            File = WireFile.Largest(
                item.One("contentSet")
                    .All("remoteContent")
                    .Where(file => file.Value("href") is not null)
                    .Select(file => new WireFile(
                        file.Value("href")!,
                        file.Value("contenttype"),
                        XmlParts.Number(file.Value("width")),
                        XmlParts.Number(file.Value("height"))
                    ))
            ),
        };
    }

    /// <summary>What kind of item it is; one that does not say and holds text is a text.</summary>
    public static string ClassOf(XElement item) =>
        Suffix(item.At("itemMeta", "itemClass").Value("qcode"))?.ToLowerInvariant()
        ?? (
            item.One("contentSet").Below("inlineXML").Any() || item.One("contentSet").Below("inlineData").Any()
                ? "text"
                : "none"
        );

    /// <summary>Its publishing status, in each way in which it stands there.</summary>
    public static IEnumerable<string> StatusesOf(XElement item) =>
        item.One("itemMeta")
            .All("pubStatus")
            .SelectMany(status =>
                Codes.Select(code => status.Value(code)).OfType<string>().DefaultIfEmpty(status.Line() ?? "")
            );

    public static string NameOf(XElement item) =>
        item.Value("guid") ?? item.At("contentMeta", "headline").Line() ?? "An item";

    private static ValueList<Block> Body(XElement item)
    {
        foreach (var content in item.One("contentSet")?.Elements() ?? [])
        {
            var blocks =
                content.Is("inlineXML") ? FromXml(content)
                : content.Is("inlineData")
                    ? content.Value("contenttype")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true
                            ? BodyReader.FromHtml(content.Value)
                        : BodyReader.FromText(content.Value)
                : [];
            if (blocks.Count > 0)
                return blocks;
        }

        return [];
    }

    private static ValueList<Block> FromXml(XElement content) =>
        content.Below("nitf").FirstOrDefault() is { } nitf
            ? NitfText.Read(nitf.At("body", "body.content"))
            : BodyReader.FromHtml(XmlHtml.OfXhtml((content.Below("body").FirstOrDefault() ?? content).Nodes()));

    private static Rights? RightsOf(XElement item)
    {
        var info = item.One("rightsInfo");
        var rights = new Rights(
            PartyOf(info.One("copyrightHolder")),
            info.One("copyrightNotice").Line(),
            info.One("usageTerms").Line()
        );
        return rights == new Rights(null, null, null) ? null : rights;
    }

    // As named; a code's own part names a party nobody else names.
    private static string? PartyOf(XElement? party) =>
        party.One("name").Line() ?? party.Value("literal") ?? Suffix(party.Value("qcode")) ?? party.Value("uri");

    // In the item's language where there are several.
    private static string? NameIn(XElement concept, string? language)
    {
        var names = concept.All("name").Where(name => name.Line() is not null).ToList();
        return (
            names.Find(name => name.Language()?.Split('-')[0] == language?.Split('-')[0]) ?? names.FirstOrDefault()
        ).Line();
    }

    private static bool IsDesk(XElement subject) =>
        subject.Value("qcode")?.Split(':')[0] is { } scheme
        && Desks.Any(desk => scheme.EndsWith(desk, StringComparison.OrdinalIgnoreCase))
        && subject.One("name").Line() is not null;

    private static bool IsTopic(XElement subject) =>
        !IsDesk(subject)
        && Suffix(subject.Value("type"))?.ToLowerInvariant() is null or "abstract" or "topic" or "event";

    private static string? Suffix(string? qcode) => qcode?[(qcode.LastIndexOf(':') + 1)..];

    private static IReadOnlyList<SourceFact> Facts(
        XElement item,
        IReadOnlyList<XElement> pictures,
        WireDocument reading
    )
    {
        var facts = new WireFacts();
        foreach (var part in Parts)
            facts.Add(
                part,
                item.One(part),
                element => Taken.Contains(element.Name.LocalName) && element.Parent?.Name.LocalName == part
            );
        foreach (var assertion in item.All("assert"))
            facts.Add("assert", assertion);
        foreach (var content in item.One("contentSet")?.Elements() ?? [])
        {
            if (content.Is("remoteContent"))
                facts.Add("contentSet/remoteContent", content);
            else
                facts.Add($"contentSet/{content.Name.LocalName}@wordcount", content.Value("wordcount"));
        }

        foreach (var picture in pictures)
        {
            facts.Add("picture@guid", picture.Value("guid"));
            foreach (var part in Parts)
                facts.Add(
                    $"picture/{part}",
                    picture.One(part),
                    element => TakenOfPicture.Contains(element.Name.LocalName) && element.Parent?.Name.LocalName == part
                );
        }

        return facts.Done(reading, item.FirstLine());
    }
}
