using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>What an item of NewsML-G2 says.</summary>
internal static class NewsMlItem
{
    // Read into fields; everything else in these parts goes to the facts.
    private static readonly HashSet<string> FieldElements =
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

    private static readonly string[] MetadataParts = ["rightsInfo", "itemMeta", "contentMeta"];

    // Agencies' own codes stay codes, but some say by their scheme's name that a desk is meant.
    private static readonly string[] DeskSchemes = ["department", "desk", "section", "category"];

    // A concept's code, in the three ways of saying it.
    private static readonly string[] CodeAttributes = ["qcode", "uri", "literal"];

    private static readonly HashSet<string> PictureFieldElements =
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
    public static WireItem Read(XElement item, IReadOnlyList<XElement> pictures, DocumentParseContext reading)
    {
        var (itemMeta, contentMeta) = (item.Child("itemMeta"), item.Child("contentMeta"));
        var line = item.FirstLine();
        var nitf = item.Child("contentSet").DescendantsNamed("nitf").FirstOrDefault();
        var bodyHead = nitf.FindPath("body", "body.head");
        var language =
            contentMeta.Child("language").GetAttribute("tag") ?? item.GetLanguage() ?? nitf.GetAttribute("baselang");
        var created = Date("itemMeta/versionCreated", itemMeta.Child("versionCreated"));
        var urgency = XElementExtensions.ParseNumber(contentMeta.Child("urgency").GetSingleLine());
        // The standard has embargoes without a stated end: <embargoed/>.
        var embargoes = reading.ParseBounds(
            itemMeta.Children("embargoed").GetStatedValues(),
            "itemMeta/embargoed",
            line
        );
        var ends = reading.ParseBounds(itemMeta.Children("expires").GetStatedValues(), "itemMeta/expires", line);
        var bylines = contentMeta
            .Children("by")
            .Select(by => (by.GetSingleLine(), (string?)null))
            .Where(by => by.Item1 is not null)
            .Select(by => (by.Item1!, by.Item2))
            .ToList();

        return new()
        {
            Headline =
                contentMeta
                    .Children("headline")
                    .Select(headline => headline.GetSingleLine())
                    .FirstOrDefault(text => text is not null)
                ?? NitfItem.ReadHeadline(nitf)
                ?? itemMeta.Child("title").GetSingleLine(),
            Abstract =
                contentMeta
                    .Children("description")
                    .Where(description => Suffix(description.GetAttribute("role")) is "summary" or "abstract" or "lead")
                    .Select(description => description.GetSingleLine())
                    .FirstOrDefault(text => text is not null)
                ?? bodyHead.Child("abstract").GetSingleLine(),
            Body = ReadBody(item),
            Language = language,
            Bylines = bylines.Count > 0 ? bylines : [.. NitfItem.ReadBylines(bodyHead)],
            Dateline = contentMeta.Child("dateline").GetSingleLine() ?? bodyHead.Child("dateline").GetSingleLine(),
            Section = contentMeta.Children("subject").FirstOrDefault(IsDesk) is { } desk
                ? NameIn(desk, language)
                : null,
            Tags =
            [
                .. contentMeta
                    .Children("subject")
                    .Where(IsTopic)
                    .Select(subject => NameIn(subject, language))
                    .Concat(contentMeta.Children("keyword").Select(keyword => keyword.GetSingleLine()))
                    .OfType<string>(),
            ],
            // The standard has no date of publication: an agency publishes by sending, which it first did when it first
            // made the item.
            PublishedAt =
                Date("itemMeta/firstCreated", itemMeta.Child("firstCreated"))
                ?? created
                ?? Date("contentMeta/contentCreated", contentMeta.Child("contentCreated")),
            EmbargoUntil = embargoes.Last,
            ExpiresAt = ends.First,
            Rights = RightsOf(item),
            Urgency = urgency,
            Genre = contentMeta
                .Children("genre")
                .Select(genre => NameIn(genre, language))
                .FirstOrDefault(name => name is not null),
            EditorNote = PlainText.ToSingleLine(
                string.Join(
                    ' ',
                    itemMeta.Children("edNote").Concat(itemMeta.Children("ednote")).Select(note => note.Value)
                )
            ),
            Publisher = PartyOf(itemMeta.Child("provider")),
            Id = item.GetAttribute("guid"),
            Provider = PartyOf(itemMeta.Child("provider")),
            Version = item.GetAttribute("version"),
            VersionCreated = created,
            Status = reading.ParseStatus(StatusesOf(item), line, embargoes, ends),
            Pictures =
            [
                .. pictures.Take(Article.MaxImages + 1).Select(ReadPicture),
                .. nitf.DescendantsNamed("media")
                    .Where(NitfItem.IsPicture)
                    .Take(Article.MaxImages + 1)
                    .Select(NitfItem.ReadPicture),
            ],
            Extras = ReadExtras(item, pictures, reading),
            FirstLine = line,
            LastLine = item.LastLine(),
        };

        DateTimeOffset? Date(string name, XElement? element) => reading.ParseDate(element.GetSingleLine(), name, line);
    }

    private static WirePicture ReadPicture(XElement item)
    {
        var contentMeta = item.Child("contentMeta");
        var descriptions = contentMeta
            .Children("description")
            .Where(description => description.GetSingleLine() is not null)
            .ToList();
        var caption =
            descriptions.Find(description => Suffix(description.GetAttribute("role")) == "caption")
            ?? descriptions.FirstOrDefault();
        var language = caption.GetLanguage() ?? contentMeta.Child("language").GetAttribute("tag") ?? item.GetLanguage();

        return new()
        {
            Caption = caption.GetSingleLine(),
            Language = language,
            Byline =
                contentMeta.Child("by").GetSingleLine()
                ?? contentMeta
                    .Children("creator")
                    .Select(creator => NameIn(creator, language))
                    .FirstOrDefault(name => name is not null),
            Credit = contentMeta.Child("creditline").GetSingleLine(),
            AltText = descriptions
                .Find(description =>
                    Suffix(description.GetAttribute("role"))?.StartsWith("alt", StringComparison.OrdinalIgnoreCase)
                    == true
                )
                .GetSingleLine(),
            Rights = RightsOf(item),
            Rendition = WireRendition.FindLargest(
                item.Child("contentSet")
                    .Children("remoteContent")
                    .Where(file => file.GetAttribute("href") is not null)
                    .Select(file => new WireRendition(
                        file.GetAttribute("href")!,
                        file.GetAttribute("contenttype"),
                        XElementExtensions.ParseNumber(file.GetAttribute("width")),
                        XElementExtensions.ParseNumber(file.GetAttribute("height"))
                    ))
            ),
        };
    }

    /// <summary>What kind of item it is; one that does not say and holds text is a text.</summary>
    public static string ClassOf(XElement item) =>
        Suffix(item.FindPath("itemMeta", "itemClass").GetAttribute("qcode"))?.ToLowerInvariant()
        ?? (
            item.Child("contentSet").DescendantsNamed("inlineXML").Any()
            || item.Child("contentSet").DescendantsNamed("inlineData").Any()
                ? "text"
                : "none"
        );

    /// <summary>Its publishing status, in each way in which it stands there.</summary>
    public static IEnumerable<string> StatusesOf(XElement item) =>
        item.Child("itemMeta")
            .Children("pubStatus")
            .SelectMany(status =>
                CodeAttributes
                    .Select(code => status.GetAttribute(code))
                    .OfType<string>()
                    .DefaultIfEmpty(status.GetSingleLine() ?? "")
            );

    public static string NameOf(XElement item) =>
        item.GetAttribute("guid") ?? item.FindPath("contentMeta", "headline").GetSingleLine() ?? "An item";

    private static ValueList<Block> ReadBody(XElement item)
    {
        foreach (var content in item.Child("contentSet")?.Elements() ?? [])
        {
            var blocks = content.Name.LocalName switch
            {
                "inlineXML" => ReadInlineXml(content),
                "inlineData" => ReadInlineData(content),
                _ => [],
            };
            if (blocks.Count > 0)
                return blocks;
        }

        return [];
    }

    private static ValueList<Block> ReadInlineData(XElement content) =>
        content.GetAttribute("contenttype")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true
            ? BodyReader.FromHtml(content.Value)
            : BodyReader.FromText(content.Value);

    private static ValueList<Block> ReadInlineXml(XElement content) =>
        content.DescendantsNamed("nitf").FirstOrDefault() is { } nitf
            ? NitfBodyReader.Read(nitf.FindPath("body", "body.content"))
            : BodyReader.FromHtml(
                XmlToHtml.ConvertXhtml((content.DescendantsNamed("body").FirstOrDefault() ?? content).Nodes())
            );

    private static Rights? RightsOf(XElement item)
    {
        var info = item.Child("rightsInfo");
        var rights = new Rights(
            PartyOf(info.Child("copyrightHolder")),
            info.Child("copyrightNotice").GetSingleLine(),
            info.Child("usageTerms").GetSingleLine()
        );
        return rights == new Rights(null, null, null) ? null : rights;
    }

    // As named; a code's own part names a party nobody else names.
    private static string? PartyOf(XElement? party) =>
        party.Child("name").GetSingleLine()
        ?? party.GetAttribute("literal")
        ?? Suffix(party.GetAttribute("qcode"))
        ?? party.GetAttribute("uri");

    // In the item's language where there are several.
    private static string? NameIn(XElement concept, string? language)
    {
        var names = concept.Children("name").Where(name => name.GetSingleLine() is not null).ToList();
        return (
            names.Find(name => name.GetLanguage()?.Split('-')[0] == language?.Split('-')[0]) ?? names.FirstOrDefault()
        ).GetSingleLine();
    }

    private static bool IsDesk(XElement subject) =>
        subject.GetAttribute("qcode")?.Split(':')[0] is { } scheme
        && DeskSchemes.Any(desk => scheme.EndsWith(desk, StringComparison.OrdinalIgnoreCase))
        && subject.Child("name").GetSingleLine() is not null;

    private static bool IsTopic(XElement subject) =>
        !IsDesk(subject)
        && Suffix(subject.GetAttribute("type"))?.ToLowerInvariant() is null or "abstract" or "topic" or "event";

    private static string? Suffix(string? qcode) => qcode?[(qcode.LastIndexOf(':') + 1)..];

    private static IReadOnlyList<SourceProperty> ReadExtras(
        XElement item,
        IReadOnlyList<XElement> pictures,
        DocumentParseContext reading
    )
    {
        var facts = new SourcePropertyCollector();
        foreach (var part in MetadataParts)
            facts.Add(
                part,
                item.Child(part),
                element => FieldElements.Contains(element.Name.LocalName) && element.Parent?.Name.LocalName == part
            );
        foreach (var assertion in item.Children("assert"))
            facts.Add("assert", assertion);
        foreach (var content in item.Child("contentSet")?.Elements() ?? [])
        {
            if (content.HasName("remoteContent"))
                facts.Add("contentSet/remoteContent", content);
            else
                facts.Add($"contentSet/{content.Name.LocalName}@wordcount", content.GetAttribute("wordcount"));
        }

        foreach (var picture in pictures)
        {
            facts.Add("picture@guid", picture.GetAttribute("guid"));
            foreach (var part in MetadataParts)
                facts.Add(
                    $"picture/{part}",
                    picture.Child(part),
                    element =>
                        PictureFieldElements.Contains(element.Name.LocalName) && element.Parent?.Name.LocalName == part
                );
        }

        return facts.Finish(reading, item.FirstLine());
    }
}
