using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>What a NITF document says, be it a file of its own or inside another format.</summary>
internal static class NitfItem
{
    // Held by fields; what else is said in head and body.head goes to the facts.
    private static readonly HashSet<string> Taken = ["title", "hl1", "byline", "abstract", "urgency", "schemaLocation"];

    public static WireItem Of(XElement nitf, WireDocument reading)
    {
        var (head, bodyHead, content) = (
            nitf.One("head"),
            nitf.At("body", "body.head"),
            nitf.At("body", "body.content")
        );
        var docdata = head.One("docdata");
        var line = nitf.FirstLine();
        var issued = Date("docdata/date.issue", docdata.One("date.issue").Value("norm"));
        var releases = reading.Bounds(docdata.All("date.release").Stated("norm"), "docdata/date.release", line);
        var released = releases.Last;
        var published = Date("pubdata/date.publication", head.One("pubdata").Value("date.publication"));
        var ends = reading.Bounds(docdata.All("date.expire").Stated("norm"), "docdata/date.expire", line);
        var isEmbargoed = string.Equals(
            docdata.Value("management-status"),
            "embargoed",
            StringComparison.OrdinalIgnoreCase
        );
        var urgency = XmlParts.Number((docdata.One("urgency") ?? head.One("urgency")).Value("ed-urg"));

        return new()
        {
            Headline = Headline(nitf),
            Abstract = bodyHead.One("abstract") is { } lead
                ? PlainText.Line(string.Join(' ', lead.DescendantNodes().OfType<XText>().Select(text => text.Value)))
                : null,
            Body = NitfText.Read(content),
            Language = nitf.Value("baselang") ?? nitf.Language() ?? nitf.One("body").Language(),
            Bylines = [.. Bylines(bodyHead)],
            Dateline = Dateline(bodyHead.One("dateline")),
            Section = head.One("pubdata").Value("position.section"),
            Tags = [.. Tags(head, docdata)],
            // The edition that printed it, else when the agency issued it; the date of release is a condition, not an
            // event.
            PublishedAt =
                published
                ?? issued
                ?? released
                ?? Date("dateline/story.date", bodyHead.At("dateline", "story.date").Value("norm")),
            EmbargoUntil = isEmbargoed || released > (issued ?? published) ? released : null,
            ExpiresAt = ends.First,
            Rights = docdata.One("doc.copyright").Value("holder") is { } holder
                ? new(holder, null, docdata.One("doc.rights").Value("limitations"))
                : null,
            Urgency = urgency is >= 1 and <= 9 ? urgency : null,
            Genre = head.At("tobject", "tobject.property").Value("tobject.property.type"),
            EditorNote = docdata.One("ed-msg").Value("info"),
            Publisher =
                bodyHead.One("distributor").Line() ?? Sender(docdata) ?? docdata.One("doc.copyright").Value("holder"),
            Id = docdata.One("doc-id").Value("id-string"),
            // The holder of an agency's copyright is the agency.
            Provider =
                Sender(docdata) ?? bodyHead.One("distributor").Line() ?? docdata.One("doc.copyright").Value("holder"),
            Version = docdata.One("du-key").Value("version"),
            VersionCreated = issued,
            // Under embargo, and nobody said until when.
            Status =
                isEmbargoed && released is null
                    ? WireStatus.Withheld
                    : reading.Status(isEmbargoed ? ["usable"] : StatusesOf(docdata), line, releases, ends),
            // One more than an article may have, so that its limit is found broken.
            Pictures = [.. content.Below("media").Where(IsPicture).Take(Article.MaxImages + 1).Select(Picture)],
            Extras = Facts(nitf, reading),
            FirstLine = line,
            LastLine = nitf.LastLine(),
        };

        DateTimeOffset? Date(string name, string? text) => reading.Date(text, name, line);
    }

    private static IEnumerable<string> StatusesOf(XElement? docdata) =>
        docdata?.Attribute("management-status") is { } status ? [PlainText.Line(status.Value) ?? ""] : [];

    /// <summary>The headline, as a document of its own or inside another format prints it.</summary>
    public static string? Headline(XElement? nitf)
    {
        var hedline = nitf.At("body", "body.head", "hedline");
        return hedline.One("hl1").Line() ?? hedline.One("hl2").Line() ?? nitf.At("head", "title").Line();
    }

    public static IEnumerable<(string, string?)> Bylines(XElement? bodyHead) =>
        bodyHead
            .All("byline")
            .Select(byline =>
            {
                var title = byline.One("byttl").Line();
                var names = PlainText.Line(
                    string.Join(
                        ' ',
                        byline
                            .DescendantNodes()
                            .OfType<XText>()
                            .Where(text => text.Parent?.Is("byttl") == false)
                            .Select(text => text.Value)
                    )
                );
                return (Names: names ?? title, Title: names is null ? null : title);
            })
            .Where(byline => byline.Names is not null)
            .Select(byline => (byline.Names!, byline.Title));

    public static bool IsPicture(XElement media) =>
        media.Value("media-type") is "image" or "photo" or "picture"
        || media
            .All("media-reference")
            .Any(file => file.Value("mime-type")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true);

    public static WirePicture Picture(XElement media) =>
        new()
        {
            Caption = PlainText.Line(string.Join(' ', media.All("media-caption").Select(caption => caption.Value))),
            Language = media.One("media-caption").Language(),
            By = media.One("media-producer").Line(),
            AltText = media
                .All("media-reference")
                .Select(file => file.Value("alternate-text"))
                .FirstOrDefault(text => text is not null),
            File = WireFile.Largest(
                media
                    .All("media-reference")
                    .Where(file => file.Value("source") is not null)
                    .Select(file => new WireFile(
                        file.Value("source")!,
                        file.Value("mime-type"),
                        XmlParts.Number(file.Value("width")),
                        XmlParts.Number(file.Value("height"))
                    ))
            ),
        };

    private static string? Sender(XElement? docdata) =>
        docdata.One("doc-id").Value("regsrc")
        ?? docdata
            .One("del-list")
            .All("from-src")
            .OrderBy(source => XmlParts.Number(source.Value("level-number")) ?? int.MaxValue)
            .FirstOrDefault()
            .Value("src-name");

    private static string? Dateline(XElement? dateline)
    {
        if (
            dateline.One("location") is { HasElements: true } location
            && location.Nodes().OfType<XText>().All(text => string.IsNullOrWhiteSpace(text.Value))
        )
            return PlainText.Line(
                string.Join(", ", location.Elements().Select(part => part.Line()).Where(part => part is not null))
            );

        return dateline.Line()?.Replace(" ,", ",", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Tags(XElement? head, XElement? docdata) =>
        head.One("tobject")
            .All("tobject.subject")
            .Select(subject =>
                subject.Value("tobject.subject.detail")
                ?? subject.Value("tobject.subject.matter")
                ?? subject.Value("tobject.subject.type")
            )
            .Concat(docdata.One("key-list").All("keyword").Select(keyword => keyword.Value("key") ?? keyword.Line()))
            .OfType<string>();

    private static IReadOnlyList<SourceFact> Facts(XElement nitf, WireDocument reading)
    {
        var facts = new WireFacts();
        foreach (var meta in nitf.One("head").All("meta").Where(meta => meta.Value("name") is { Length: <= 100 }))
            facts.Add($"head/meta/{meta.Value("name")}", meta.Value("content"));
        foreach (var part in nitf.One("head")?.Elements().Where(part => !part.Is("meta")) ?? [])
            facts.Add($"head/{part.Name.LocalName}", part, element => Taken.Contains(element.Name.LocalName));
        foreach (var part in nitf.At("body", "body.head")?.Elements() ?? [])
            facts.Add($"body.head/{part.Name.LocalName}", part, element => Taken.Contains(element.Name.LocalName));
        foreach (var media in nitf.At("body", "body.content").Below("media"))
            facts.Add(
                "body.content/media",
                media,
                element => element != media && element.Name.LocalName is "media" or "media-caption" or "media-producer"
            );
        facts.Add("body.end", nitf.At("body", "body.end"));

        return facts.Done(reading, nitf.FirstLine());
    }
}
