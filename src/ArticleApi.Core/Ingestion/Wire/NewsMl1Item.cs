using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// What an item of NewsML 1 says. Its components nest; the first with text is the story, those with pictures are its
/// images.
/// </summary>
internal static class NewsMl1Item
{
    private static readonly HashSet<string> FieldElements =
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

    public static WireItem Read(XElement item, DocumentParseContext reading)
    {
        var line = item.FirstLine();
        var identifier = item.FindPath("Identification", "NewsIdentifier");
        var management = item.Child("NewsManagement");
        var components = item.DescendantsNamed("NewsComponent").ToList();
        var created = Date("NewsManagement/ThisRevisionCreated", management.Child("ThisRevisionCreated"));
        // Such as embargoed until the status changes to usable, or usable until it changes to withheld.
        var statuses = management.Children("Status").GetStatedValues("FormalName").ToList();
        var isEmbargoed = statuses.RemoveAll(said => said.Equals("embargoed", StringComparison.OrdinalIgnoreCase)) > 0;
        if (isEmbargoed)
            statuses.Add("usable");
        var changes = management
            .Children("StatusWillChange")
            .ToLookup(
                change =>
                    WireStatusParser.Parse(change.Child("FutureStatus").GetAttribute("FormalName"))
                    is WireStatus.Usable,
                change => change.Child("DateAndTime").GetSingleLine() ?? ""
            );
        var embargoes = reading.ParseBounds(changes[true], "NewsManagement/StatusWillChange", line);
        var ends = reading.ParseBounds(changes[false], "NewsManagement/StatusWillChange", line);
        var provider = FindParty(components, "Provider") ?? identifier.Child("ProviderId").GetSingleLine();
        var urgency = XElementExtensions.ParseNumber(management.Child("Urgency").GetAttribute("FormalName"));

        return new()
        {
            Headline =
                FindLine(components, "HeadLine")
                ?? NitfItem.ReadHeadline(item.DescendantsNamed("nitf").FirstOrDefault()),
            Body =
                components
                    .Where(component => RoleOf(component) != "Caption" && !IsPicture(component))
                    .SelectMany(component => component.Children("ContentItem"))
                    .Select(ReadBody)
                    .FirstOrDefault(body => body.Count > 0)
                ?? [],
            Language =
                components
                    .Select(component =>
                        component.FindPath("DescriptiveMetadata", "Language").GetAttribute("FormalName")
                    )
                    .FirstOrDefault(tag => tag is not null)
                ?? item.GetLanguage(),
            Bylines = FindLine(components, "ByLine") is { } by ? [(by, null)] : [],
            Dateline = FindLine(components, "DateLine"),
            Tags =
            [
                .. components
                    .SelectMany(component => component.Child("NewsLines").Children("KeywordLine"))
                    .Select(keyword => keyword.GetSingleLine())
                    .OfType<string>(),
            ],
            // The standard has no date of publication: an agency publishes by sending, which it first did when it first
            // made the item.
            PublishedAt = Date("NewsManagement/FirstCreated", management.Child("FirstCreated")) ?? created,
            EmbargoUntil = isEmbargoed ? embargoes.Last : null,
            ExpiresAt = ends.First,
            Rights = FindLine(components, "CopyrightLine") is { } notice ? new(null, notice, null) : null,
            Urgency = urgency,
            Publisher = provider,
            Id = IdOf(identifier),
            Provider = provider,
            Version = identifier.Child("RevisionId").GetSingleLine(),
            VersionCreated = created,
            Status =
                isEmbargoed && embargoes.Last is null
                    ? WireStatus.Withheld
                    : reading.ParseStatus(statuses, line, embargoes, ends),
            // One more than an article may have, so that its limit is found broken.
            Pictures = [.. components.Where(IsPicture).Take(Article.MaxImages + 1).Select(ReadPicture)],
            Extras = ReadExtras(item, components, reading),
            FirstLine = line,
            LastLine = item.LastLine(),
        };

        DateTimeOffset? Date(string name, XElement? element) => reading.ParseDate(element.GetSingleLine(), name, line);
    }

    // The public identifier ends in the revision, which is no part of what stays the same.
    private static string? IdOf(XElement? identifier)
    {
        var (id, revision) = (
            identifier.Child("PublicIdentifier").GetSingleLine(),
            identifier.Child("RevisionId").GetSingleLine()
        );
        if (id is null)
            return identifier.Child("NewsItemId").GetSingleLine();
        return revision is not null && id.EndsWith($":{revision}", StringComparison.Ordinal)
            ? id[..^(revision.Length + 1)]
            : id;
    }

    private static string? FindLine(IEnumerable<XElement> components, string name) =>
        components
            .Where(component => !IsPicture(component))
            .Select(component => component.FindPath("NewsLines", name).GetSingleLine())
            .FirstOrDefault(text => text is not null);

    private static string? FindParty(IEnumerable<XElement> components, string name) =>
        components
            .Select(component => component.FindPath("AdministrativeMetadata", name, "Party").GetAttribute("FormalName"))
            .FirstOrDefault(text => text is not null);

    private static string? RoleOf(XElement component) => component.Child("Role").GetAttribute("FormalName");

    private static bool IsPicture(XElement component) =>
        component
            .Children("ContentItem")
            .Any(content =>
                content.GetAttribute("Href") is not null
                && content.Child("MediaType").GetAttribute("FormalName")?.ToLowerInvariant()
                    is "photo"
                        or "picture"
                        or "image"
                        or "graphic"
            );

    private static ValueList<Block> ReadBody(XElement content)
    {
        if (
            content.Child("MediaType").GetAttribute("FormalName") is { } type
            && !type.Equals("text", StringComparison.OrdinalIgnoreCase)
            && !type.Equals("complexData", StringComparison.OrdinalIgnoreCase)
        )
            return [];
        if (content.Child("DataContent") is not { } data)
            return [];

        if (data.DescendantsNamed("body.content").FirstOrDefault() is { } body)
            return NitfBodyReader.Read(body);
        return data.HasElements
            ? NitfBodyReader.Read(data.DescendantsNamed("body").FirstOrDefault() ?? data)
            : BodyReader.FromText(data.Value);
    }

    private static WirePicture ReadPicture(XElement component)
    {
        var caption = component
            .DescendantsNamed("NewsComponent")
            .Concat(component.Parent.Children("NewsComponent"))
            .FirstOrDefault(other => RoleOf(other) == "Caption");

        return new()
        {
            Caption =
                caption.DescendantsNamed("DataContent").FirstOrDefault().GetSingleLine()
                ?? component.FindPath("NewsLines", "HeadLine").GetSingleLine(),
            Byline = component.FindPath("NewsLines", "ByLine").GetSingleLine(),
            Credit = component.FindPath("NewsLines", "CreditLine").GetSingleLine(),
            Rights = component.FindPath("NewsLines", "CopyrightLine").GetSingleLine() is { } notice
                ? new(null, notice, null)
                : null,
            Rendition = WireRendition.FindLargest(
                component
                    .Children("ContentItem")
                    .Where(content => content.GetAttribute("Href") is not null)
                    .Select(content => new WireRendition(
                        content.GetAttribute("Href")!,
                        content.Child("MimeType").GetAttribute("FormalName"),
                        ReadNumber(content, "Width"),
                        ReadNumber(content, "Height")
                    ))
            ),
        };
    }

    private static int? ReadNumber(XElement content, string name) =>
        XElementExtensions.ParseNumber(
            content
                .Child("Characteristics")
                .Children("Property")
                .FirstOrDefault(property => property.GetAttribute("FormalName") == name)
                .GetAttribute("Value")
        );

    private static IReadOnlyList<SourceProperty> ReadExtras(
        XElement item,
        IEnumerable<XElement> components,
        DocumentParseContext reading
    )
    {
        var facts = new SourcePropertyCollector();
        facts.Add("Identification", item.Child("Identification"));
        facts.Add(
            "NewsManagement",
            item.Child("NewsManagement"),
            element =>
                element.HasName("Status") || element.HasName("FirstCreated") || element.HasName("ThisRevisionCreated")
        );
        foreach (var component in components)
            facts.Add(
                "NewsComponent",
                component,
                element => FieldElements.Contains(element.Name.LocalName) && element != component
            );

        return facts.Finish(reading, item.FirstLine());
    }
}
