using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>What a NITF document says, be it a file of its own or inside another format.</summary>
internal static class NitfItem
{
    // Read into fields; what else is said in head and body.head goes to the facts.
    private static readonly HashSet<string> FieldElements =
    [
        "title",
        "hl1",
        "byline",
        "abstract",
        "urgency",
        "schemaLocation",
    ];

    public static WireItem Read(XElement nitf, DocumentParseContext reading)
    {
        var (head, bodyHead, content) = (
            nitf.Child("head"),
            nitf.FindPath("body", "body.head"),
            nitf.FindPath("body", "body.content")
        );
        var docdata = head.Child("docdata");
        var line = nitf.FirstLine();
        var issued = Date("docdata/date.issue", docdata.Child("date.issue").GetAttribute("norm"));
        var releases = reading.ParseBounds(
            docdata.Children("date.release").GetStatedValues("norm"),
            "docdata/date.release",
            line
        );
        var released = releases.Last;
        var published = Date("pubdata/date.publication", head.Child("pubdata").GetAttribute("date.publication"));
        var ends = reading.ParseBounds(
            docdata.Children("date.expire").GetStatedValues("norm"),
            "docdata/date.expire",
            line
        );
        var isEmbargoed = string.Equals(
            docdata.GetAttribute("management-status"),
            "embargoed",
            StringComparison.OrdinalIgnoreCase
        );
        var urgency = XElementExtensions.ParseNumber(
            (docdata.Child("urgency") ?? head.Child("urgency")).GetAttribute("ed-urg")
        );

        var statuses = isEmbargoed ? ["usable"] : StatusesOf(docdata);

        return new()
        {
            Headline = ReadHeadline(nitf),
            Abstract = bodyHead.Child("abstract") is { } lead
                ? PlainText.ToSingleLine(
                    string.Join(' ', lead.DescendantNodes().OfType<XText>().Select(text => text.Value))
                )
                : null,
            Body = NitfBodyReader.Read(content),
            Language = nitf.GetAttribute("baselang") ?? nitf.GetLanguage() ?? nitf.Child("body").GetLanguage(),
            Bylines = [.. ReadBylines(bodyHead)],
            Dateline = ReadDateline(bodyHead.Child("dateline")),
            Section = head.Child("pubdata").GetAttribute("position.section"),
            Tags = [.. ReadTags(head, docdata)],
            // The edition that printed it, else when the agency issued it; the date of release is a condition, not an
            // event.
            PublishedAt =
                published
                ?? issued
                ?? released
                ?? Date("dateline/story.date", bodyHead.FindPath("dateline", "story.date").GetAttribute("norm")),
            EmbargoUntil = isEmbargoed || released > (issued ?? published) ? released : null,
            ExpiresAt = ends.First,
            Rights = docdata.Child("doc.copyright").GetAttribute("holder") is { } holder
                ? new(holder, null, docdata.Child("doc.rights").GetAttribute("limitations"))
                : null,
            Urgency = urgency,
            Genre = head.FindPath("tobject", "tobject.property").GetAttribute("tobject.property.type"),
            EditorNote = docdata.Child("ed-msg").GetAttribute("info"),
            Publisher =
                bodyHead.Child("distributor").GetSingleLine()
                ?? ReadSender(docdata)
                ?? docdata.Child("doc.copyright").GetAttribute("holder"),
            Id = docdata.Child("doc-id").GetAttribute("id-string"),
            // The holder of an agency's copyright is the agency.
            Provider =
                ReadSender(docdata)
                ?? bodyHead.Child("distributor").GetSingleLine()
                ?? docdata.Child("doc.copyright").GetAttribute("holder"),
            Version = docdata.Child("du-key").GetAttribute("version"),
            VersionCreated = issued,
            // Under embargo, and nobody said until when.
            Status =
                isEmbargoed && released is null
                    ? WireStatus.Withheld
                    : reading.ParseStatus(statuses, line, releases, ends),
            // One more than an article may have, so that its limit is found broken.
            Pictures =
            [
                .. content.DescendantsNamed("media").Where(IsPicture).Take(Article.MaxImages + 1).Select(ReadPicture),
            ],
            Extras = ReadExtras(nitf, reading),
            FirstLine = line,
            LastLine = nitf.LastLine(),
        };

        DateTimeOffset? Date(string name, string? text) => reading.ParseDate(text, name, line);
    }

    private static IEnumerable<string> StatusesOf(XElement? docdata) =>
        docdata?.Attribute("management-status") is { } status ? [PlainText.ToSingleLine(status.Value) ?? ""] : [];

    /// <summary>The headline, as a document of its own or inside another format prints it.</summary>
    public static string? ReadHeadline(XElement? nitf)
    {
        var hedline = nitf.FindPath("body", "body.head", "hedline");
        return hedline.Child("hl1").GetSingleLine()
            ?? hedline.Child("hl2").GetSingleLine()
            ?? nitf.FindPath("head", "title").GetSingleLine();
    }

    public static IEnumerable<(string, string?)> ReadBylines(XElement? bodyHead) =>
        bodyHead
            .Children("byline")
            .Select(byline =>
            {
                var title = byline.Child("byttl").GetSingleLine();
                var names = PlainText.ToSingleLine(
                    string.Join(
                        ' ',
                        byline
                            .DescendantNodes()
                            .OfType<XText>()
                            .Where(text => text.Parent?.HasName("byttl") == false)
                            .Select(text => text.Value)
                    )
                );
                return (Names: names ?? title, Title: names is null ? null : title);
            })
            .Where(byline => byline.Names is not null)
            .Select(byline => (byline.Names!, byline.Title));

    public static bool IsPicture(XElement media) =>
        media.GetAttribute("media-type") is "image" or "photo" or "picture"
        || media
            .Children("media-reference")
            .Any(file =>
                file.GetAttribute("mime-type")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true
            );

    public static WirePicture ReadPicture(XElement media) =>
        new()
        {
            Caption = PlainText.ToSingleLine(
                string.Join(' ', media.Children("media-caption").Select(caption => caption.Value))
            ),
            Language = media.Child("media-caption").GetLanguage(),
            Byline = media.Child("media-producer").GetSingleLine(),
            AltText = media
                .Children("media-reference")
                .Select(file => file.GetAttribute("alternate-text"))
                .FirstOrDefault(text => text is not null),
            Rendition = WireRendition.FindLargest(
                media
                    .Children("media-reference")
                    .Where(file => file.GetAttribute("source") is not null)
                    .Select(file => new WireRendition(
                        file.GetAttribute("source")!,
                        file.GetAttribute("mime-type"),
                        XElementExtensions.ParseNumber(file.GetAttribute("width")),
                        XElementExtensions.ParseNumber(file.GetAttribute("height"))
                    ))
            ),
        };

    private static string? ReadSender(XElement? docdata) =>
        docdata.Child("doc-id").GetAttribute("regsrc")
        ?? docdata
            .Child("del-list")
            .Children("from-src")
            .OrderBy(source => XElementExtensions.ParseNumber(source.GetAttribute("level-number")) ?? int.MaxValue)
            .FirstOrDefault()
            .GetAttribute("src-name");

    private static string? ReadDateline(XElement? dateline)
    {
        if (
            dateline.Child("location") is { HasElements: true } location
            && location.Nodes().OfType<XText>().All(text => string.IsNullOrWhiteSpace(text.Value))
        )
            return PlainText.ToSingleLine(
                string.Join(
                    ", ",
                    location.Elements().Select(part => part.GetSingleLine()).Where(part => part is not null)
                )
            );

        return dateline.GetSingleLine()?.Replace(" ,", ",", StringComparison.Ordinal);
    }

    private static IEnumerable<string> ReadTags(XElement? head, XElement? docdata) =>
        head.Child("tobject")
            .Children("tobject.subject")
            .Select(subject =>
                subject.GetAttribute("tobject.subject.detail")
                ?? subject.GetAttribute("tobject.subject.matter")
                ?? subject.GetAttribute("tobject.subject.type")
            )
            .Concat(
                docdata
                    .Child("key-list")
                    .Children("keyword")
                    .Select(keyword => keyword.GetAttribute("key") ?? keyword.GetSingleLine())
            )
            .OfType<string>();

    private static IReadOnlyList<SourceProperty> ReadExtras(XElement nitf, DocumentParseContext reading)
    {
        var facts = new SourcePropertyCollector();
        foreach (
            var meta in nitf.Child("head")
                .Children("meta")
                .Where(meta => meta.GetAttribute("name") is { Length: <= 100 })
        )
            facts.Add($"head/meta/{meta.GetAttribute("name")}", meta.GetAttribute("content"));
        foreach (var part in nitf.Child("head")?.Elements().Where(part => !part.HasName("meta")) ?? [])
            facts.Add($"head/{part.Name.LocalName}", part, element => FieldElements.Contains(element.Name.LocalName));
        foreach (var part in nitf.FindPath("body", "body.head")?.Elements() ?? [])
            facts.Add(
                $"body.head/{part.Name.LocalName}",
                part,
                element => FieldElements.Contains(element.Name.LocalName)
            );
        foreach (var media in nitf.FindPath("body", "body.content").DescendantsNamed("media"))
            facts.Add(
                "body.content/media",
                media,
                element => element != media && element.Name.LocalName is "media" or "media-caption" or "media-producer"
            );
        facts.Add("body.end", nitf.FindPath("body", "body.end"));

        return facts.Finish(reading, nitf.FirstLine());
    }
}
