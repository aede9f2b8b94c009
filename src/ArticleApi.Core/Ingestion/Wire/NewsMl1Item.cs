using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// What an item of NewsML 1 says. Its components nest; the first with text is the story, those with pictures are its
/// images.
/// </summary>
internal static class NewsMl1Item
{
    private static readonly HashSet<string> Taken =
    [
        "HeadLine",
        "ByLine",
        "DateLine",
        "CopyrightLine",
        "KeywordLine",
        "ContentItem",
        "NewsComponent",
        "Language",
    ];

    public static WireItem Of(XElement item, WireDocument reading)
    {
        var line = item.FirstLine();
        var identifier = item.At("Identification", "NewsIdentifier");
        var management = item.One("NewsManagement");
        var components = item.Below("NewsComponent").ToList();
        var created = Date("NewsManagement/ThisRevisionCreated", management.One("ThisRevisionCreated"));
        // Such as embargoed until the status changes to usable, or usable until it changes to withheld.
        var statuses = management.All("Status").Stated("FormalName").ToList();
        var isEmbargoed = statuses.RemoveAll(said => said.Equals("embargoed", StringComparison.OrdinalIgnoreCase)) > 0;
        var changes = management
            .All("StatusWillChange")
            .ToLookup(
                change => WireStatuses.Of(change.One("FutureStatus").Value("FormalName")) is WireStatus.Usable,
                change => change.One("DateAndTime").Line() ?? ""
            );
        var embargoes = reading.Bounds(changes[true], "NewsManagement/StatusWillChange", line);
        var ends = reading.Bounds(changes[false], "NewsManagement/StatusWillChange", line);
        var provider = Party(components, "Provider") ?? identifier.One("ProviderId").Line();
        var urgency = XmlParts.Number(management.One("Urgency").Value("FormalName"));

        return new()
        {
            Headline = Line(components, "HeadLine") ?? NitfItem.Headline(item.Below("nitf").FirstOrDefault()),
            Body =
                components
                    .Where(component => Role(component) != "Caption" && !IsPicture(component))
                    .SelectMany(component => component.All("ContentItem"))
                    .Select(Body)
                    .FirstOrDefault(body => body.Count > 0)
                ?? [],
            Language =
                components
                    .Select(component => component.At("DescriptiveMetadata", "Language").Value("FormalName"))
                    .FirstOrDefault(tag => tag is not null)
                ?? item.Language(),
            Bylines = Line(components, "ByLine") is { } by ? [(by, null)] : [],
            Dateline = Line(components, "DateLine"),
            Tags =
            [
                .. components
                    .SelectMany(component => component.One("NewsLines").All("KeywordLine"))
                    .Select(keyword => keyword.Line())
                    .OfType<string>(),
            ],
            // The standard has no date of publication: an agency publishes by sending, which it first did when it first
            // made the item.
            PublishedAt = Date("NewsManagement/FirstCreated", management.One("FirstCreated")) ?? created,
            EmbargoUntil = isEmbargoed ? embargoes.Last : null,
            ExpiresAt = ends.First,
            Rights = Line(components, "CopyrightLine") is { } notice ? new(null, notice, null) : null,
            Urgency = urgency is >= 1 and <= 9 ? urgency : null,
            Publisher = provider,
            Id = IdOf(identifier),
            Provider = provider,
            Version = identifier.One("RevisionId").Line(),
            VersionCreated = created,
            Status =
                isEmbargoed && embargoes.Last is null
                    ? WireStatus.Withheld
                    : reading.Status(isEmbargoed ? [.. statuses, "usable"] : statuses, line, embargoes, ends),
            // One more than an article may have, so that its limit is found broken.
            Pictures = [.. components.Where(IsPicture).Take(Article.MaxImages + 1).Select(Picture)],
            Extras = Facts(item, components, reading),
            FirstLine = line,
            LastLine = item.LastLine(),
        };

        DateTimeOffset? Date(string name, XElement? element) => reading.Date(element.Line(), name, line);
    }

    // The public identifier ends in the revision, which is no part of what stays the same.
    private static string? IdOf(XElement? identifier)
    {
        var (id, revision) = (identifier.One("PublicIdentifier").Line(), identifier.One("RevisionId").Line());
        return id is null ? identifier.One("NewsItemId").Line()
            : revision is not null && id.EndsWith($":{revision}", StringComparison.Ordinal)
                ? id[..^(revision.Length + 1)]
            : id;
    }

    private static string? Line(IEnumerable<XElement> components, string name) =>
        components
            .Where(component => !IsPicture(component))
            .Select(component => component.At("NewsLines", name).Line())
            .FirstOrDefault(text => text is not null);

    private static string? Party(IEnumerable<XElement> components, string name) =>
        components
            .Select(component => component.At("AdministrativeMetadata", name, "Party").Value("FormalName"))
            .FirstOrDefault(text => text is not null);

    private static string? Role(XElement component) => component.One("Role").Value("FormalName");

    private static bool IsPicture(XElement component) =>
        component
            .All("ContentItem")
            .Any(content =>
                content.Value("Href") is not null
                && content.One("MediaType").Value("FormalName")?.ToLowerInvariant()
                    is "photo"
                        or "picture"
                        or "image"
                        or "graphic"
            );

    private static ValueList<Block> Body(XElement content)
    {
        if (
            content.One("MediaType").Value("FormalName") is { } type
            && !type.Equals("text", StringComparison.OrdinalIgnoreCase)
            && !type.Equals("complexData", StringComparison.OrdinalIgnoreCase)
        )
            return [];
        if (content.One("DataContent") is not { } data)
            return [];

        return data.Below("body.content").FirstOrDefault() is { } body ? NitfText.Read(body)
            : data.HasElements ? NitfText.Read(data.Below("body").FirstOrDefault() ?? data)
            : BodyReader.FromText(data.Value);
    }

    private static WirePicture Picture(XElement component)
    {
        var caption = component
            .Below("NewsComponent")
            .Concat(component.Parent.All("NewsComponent"))
            .FirstOrDefault(other => Role(other) == "Caption");

        return new()
        {
            Caption =
                caption.Below("DataContent").FirstOrDefault().Line() ?? component.At("NewsLines", "HeadLine").Line(),
            By = component.At("NewsLines", "ByLine").Line(),
            Credit = component.At("NewsLines", "CreditLine").Line(),
            Rights = component.At("NewsLines", "CopyrightLine").Line() is { } notice ? new(null, notice, null) : null,
            File = WireFile.Largest(
                component
                    .All("ContentItem")
                    .Where(content => content.Value("Href") is not null)
                    .Select(content => new WireFile(
                        content.Value("Href")!,
                        content.One("MimeType").Value("FormalName"),
                        Property(content, "Width"),
                        Property(content, "Height")
                    ))
            ),
        };
    }

    private static int? Property(XElement content, string name) =>
        XmlParts.Number(
            content
                .One("Characteristics")
                .All("Property")
                .FirstOrDefault(property => property.Value("FormalName") == name)
                .Value("Value")
        );

    private static IReadOnlyList<SourceFact> Facts(
        XElement item,
        IEnumerable<XElement> components,
        WireDocument reading
    )
    {
        var facts = new WireFacts();
        facts.Add("Identification", item.One("Identification"));
        facts.Add(
            "NewsManagement",
            item.One("NewsManagement"),
            element => element.Is("Status") || element.Is("FirstCreated") || element.Is("ThisRevisionCreated")
        );
        foreach (var component in components)
            facts.Add(
                "NewsComponent",
                component,
                element => Taken.Contains(element.Name.LocalName) && element != component
            );

        return facts.Done(reading, item.FirstLine());
    }
}
