using System.Text;
using System.Text.Json;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// What an item of ninjs says: 1 with a member for each form of a text, 2 and 3 with lists of texts and their roles.
/// </summary>
internal static class NinjsItem
{
    // Read into fields; everything else goes to the facts.
    private static readonly HashSet<string> FieldNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "version",
        "versioncreated",
        "pubstatus",
        "headline",
        "headlines",
        "byline",
        "by",
        "language",
        "urgency",
        "ednote",
        "copyrightholder",
        "copyrightnotice",
        "usageterms",
        "bodies",
        "associations",
        "embargoed",
        "embargoeduntil",
        "embargoeduntill",
        "expires",
        "description_html",
        "description_xhtml",
        "description_text",
        "descriptions",
        "standard",
        "$standard",
    };

    private static readonly HashSet<string> PictureFieldNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "uri",
        "guid",
        "type",
        "name",
        "byline",
        "by",
        "creditline",
        "language",
        "copyrightholder",
        "copyrightnotice",
        "usageterms",
        "headlines",
        "descriptions",
        "description_caption",
        "description_html",
        "description_xhtml",
        "description_text",
        "renditions",
        "bodies",
    };

    private static readonly string[] EmbargoNames = ["embargo", "embargoed", "embargoeduntil", "embargoeduntill"];

    private static readonly string[] RoleLists = ["headlines", "descriptions"];

    private static readonly string[] HtmlBodies = ["body_html", "body_xhtml", "body_html5", "body_richhtml5"];

    public static WireItem Read(JsonElement json, DocumentParseContext reading)
    {
        // AP's addresses differ from one request to the next; the id that stays is beside them.
        var id = json.FirstMember("altids", "altIds")?.GetSingleLine("itemid") ?? json.GetSingleLine("uri", "guid");
        var language = json.GetSingleLine("language");
        var created = Date("versioncreated", "versionCreated");
        var embargoes = reading.ParseBounds(json.GetStatedValues(EmbargoNames), "embargoed", null);
        var ends = reading.ParseBounds(json.GetStatedValues("expires"), "expires", null);
        var sender = json.GetSingleLine("provider", "source") ?? json.FirstMember("provider")?.GetSingleLine("name");
        var (urgency, holder) = (json.GetNumber("urgency"), json.GetSingleLine("copyrightholder", "copyrightHolder"));

        return new()
        {
            Headline = ReadHeadline(json),
            Abstract = ReadDescription(json),
            Body = ReadBody(json),
            Language = language,
            Bylines = json.GetSingleLine("byline", "by") is { } by ? [(by, null)] : [],
            Dateline = json.GetSingleLine("dateline"),
            Section = ReadSection(json),
            Tags =
            [
                .. json.GetItems("subject", "subjects")
                    .Where(subject => SectionNameOf(subject) is null)
                    .Select(subject => subject.GetSingleLine("name"))
                    .Concat(json.GetItems("keywords", "keyword").Select(NameOf))
                    .OfType<string>(),
            ],
            // Superdesk says when it was first published. The standard does not: an agency publishes by sending, which
            // it first did when it first made the item.
            PublishedAt =
                Date("firstpublished", "firstPublished", "published")
                ?? Date("firstcreated", "firstCreated")
                ?? created
                ?? Date("contentcreated", "contentCreated"),
            EmbargoUntil = embargoes.Last,
            ExpiresAt = ends.First,
            Rights = RightsOf(json),
            Urgency = urgency,
            Genre = json.GetItems("genre", "genres").Select(NameOf).FirstOrDefault(name => name is not null),
            EditorNote = json.GetSingleLine("ednote", "edNote", "editornote"),
            // The holder of an agency's copyright is the agency.
            Publisher = sender ?? holder,
            Id = id,
            Provider = sender ?? AuthorityOf(json.GetSingleLine("uri", "guid")) ?? holder,
            Version = json.GetSingleLine("version"),
            VersionCreated = created,
            Status = reading.ParseStatus(StatusesOf(json), null, embargoes, ends),
            Pictures =
            [
                .. ValuesOf(json, "associations")
                    .Where(IsPicture)
                    .Take(Article.MaxImages + 1)
                    .Select(picture => ReadPicture(picture, language)),
            ],
            Extras = ReadExtras(json, reading),
        };

        DateTimeOffset? Date(params ReadOnlySpan<string> names) =>
            reading.ParseDate(json.GetSingleLine(names), names[0], null);
    }

    /// <summary>Why it is no text that could be an article; null where it may be one.</summary>
    public static string? ReasonForRefusal(JsonElement json)
    {
        var type = json.GetSingleLine("type")?.ToLowerInvariant();
        if (type is "event" || json.FirstMember("eventDetails", "eventdetails") is not null)
            return "an event";
        return
            type is "picture" or "photo" or "graphic" or "video" or "audio" or "component" or "animation" or "planning"
            ? $"of the type {type} and no story here shows it"
            : null;
    }

    /// <summary>Its publishing status, in each way in which it stands there.</summary>
    public static IEnumerable<string> StatusesOf(JsonElement json) => json.GetStatedValues("pubstatus");

    /// <summary>In 1 an object that names each, in 2 and 3 a list.</summary>
    private static IEnumerable<JsonElement> ValuesOf(JsonElement json, string name)
    {
        if (json.FirstMember(name) is not { } values)
            return [];

        return values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().Select(member => member.Value)
            : json.GetItems(name);
    }

    // One that is withheld or taken back is not shown.
    private static bool IsPicture(JsonElement json) =>
        json.GetSingleLine("type")?.ToLowerInvariant() is "picture" or "photo"
        && WireStatusParser.Parse(StatusesOf(json)) is WireStatus.Unspecified or WireStatus.Usable;

    private static string? ReadHeadline(JsonElement json) =>
        json.GetSingleLine("headline")
        ?? TextInRole(json, "headlines", "main")
        ?? json.GetSingleLine("headline_text")
        ?? HtmlToSingleLine(json.GetText("headline_html") ?? json.GetText("headline_xhtml"))
        ?? (
            json.FirstMember("bodies", "body_html", "body_xhtml", "body_text") is null
                ? null
                : json.GetSingleLine("title")
        );

    private static string? ReadDescription(JsonElement json) =>
        json.GetSingleLine("description_text")
        ?? HtmlToSingleLine(json.GetText("description_html") ?? json.GetText("description_xhtml"))
        ?? TextInRole(json, "descriptions", "text", "summary", "abstract", "lead", "main")
        ?? json.GetSingleLine("abstract");

    // The text of the first of these roles, else of one without a role.
    private static string? TextInRole(JsonElement json, string list, params ReadOnlySpan<string> roles)
    {
        var texts = json.GetItems(list).Where(text => text.GetSingleLine("value") is not null).ToList();
        foreach (var role in roles)
        {
            var index = texts.FindIndex(text => text.GetSingleLine("role") == role);
            if (index >= 0)
                return SingleLineOf(texts[index]);
        }

        var unnamed = texts.FindIndex(text => text.GetSingleLine("role") is null);
        return unnamed < 0 ? null : SingleLineOf(texts[unnamed]);
    }

    private static string? SingleLineOf(JsonElement text) =>
        IsHtml(text) ? HtmlToSingleLine(text.GetText("value")) : text.GetSingleLine("value");

    private static string? HtmlToSingleLine(string? html) =>
        html is null ? null : PlainText.ToSingleLine(InlineHtml.ToPlainText(html));

    private static bool IsHtml(JsonElement text) =>
        text.GetSingleLine("contentType", "contenttype")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;

    // Marked-up text says more than plain text, and HTML is what most agencies take care of.
    private static ValueList<Block> ReadBody(JsonElement json)
    {
        var html = HtmlBodies
            .Select(name => json.GetText(name))
            .Concat(json.GetItems("bodies").Where(IsHtml).Select(body => body.GetText("value")));
        var nitf = json.GetItems("bodies")
            .Where(body =>
                body.GetSingleLine("contentType", "contenttype")?.Contains("nitf", StringComparison.OrdinalIgnoreCase)
                == true
            )
            .Select(body => body.GetText("value"))
            .Prepend(json.GetText("body_nitf"));
        var plain = json.GetItems("bodies")
            .Where(body => body.GetSingleLine("contentType", "contenttype") is null or "text/plain")
            .Select(body => body.GetText("value"))
            .Prepend(json.GetText("body_text"));

        return html.Select(FromHtml)
                .Concat(nitf.Select(FromNitf))
                .Concat(plain.Select(text => text is null ? [] : BodyReader.FromText(text)))
                .FirstOrDefault(body => body.Count > 0)
            ?? [];
    }

    private static ValueList<Block> FromHtml(string? html) =>
        html is null ? [] : BodyReader.FromHtml(WithoutHead(html));

    private static ValueList<Block> FromNitf(string? nitf) =>
        nitf is null || UntrustedXml.Load("", Encoding.UTF8.GetBytes(nitf)).Document?.Root is not { } root
            ? []
            : NitfBodyReader.Read(root.FindPath("body", "body.content"));

    // TT prints topic and source in a line of its own above the text, as others print a dateline.
    private static string WithoutHead(string html)
    {
        const string Opening = "<div class=\"dat\">",
            Closing = "</div>";
        var start = html.IndexOf(Opening, StringComparison.Ordinal);
        var end = start < 0 ? -1 : html.IndexOf(Closing, start, StringComparison.Ordinal);

        return end < 0 ? html : string.Concat(html.AsSpan(0, start), html.AsSpan(end + Closing.Length));
    }

    // Superdesk's services are its sections, and some say of a subject that it is the category.
    private static string? ReadSection(JsonElement json) =>
        json.GetItems("service")
            .Select(service => service.GetSingleLine("name"))
            .FirstOrDefault(name => name is not null)
        ?? json.GetItems("subject", "subjects").Select(SectionNameOf).FirstOrDefault(name => name is not null)
        ?? json.GetSingleLine("section");

    // A bare code is no name.
    private static string? SectionNameOf(JsonElement subject) =>
        subject.GetSingleLine("name") is { } name
        && name != subject.GetSingleLine("code")
        && (
            subject.GetSingleLine("rel") == "category"
            || subject.GetItems("rels").Any(rel => rel.ValueKind == JsonValueKind.String && rel.ValueEquals("category"))
        )
            ? name
            : null;

    private static string? NameOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? PlainText.ToSingleLine(json.GetString()) : json.GetSingleLine("name");

    private static Rights? RightsOf(JsonElement json)
    {
        var rights = new Rights(
            json.GetSingleLine("copyrightholder", "copyrightHolder"),
            json.GetSingleLine("copyrightnotice", "copyrightNotice"),
            json.GetSingleLine("usageterms", "usageTerms")
        );
        return rights == new Rights(null, null, null) ? null : rights;
    }

    // Who gave the id: urn:newsml:dpa.com:…, tag:reuters.com,2014:…, http://tt.se/…
    private static string? AuthorityOf(string? id) =>
        id?.Split(':') switch
        {
            ["urn", "newsml", { Length: > 0 } provider, ..] => provider,
            ["tag", { Length: > 0 } authority, ..] => authority.Split(',')[0],
            ["http" or "https", ..] when Uri.TryCreate(id, UriKind.Absolute, out var uri) => uri.Host,
            _ => null,
        };

    private static WirePicture ReadPicture(JsonElement json, string? language) =>
        new()
        {
            Caption = ReadCaption(json),
            Language = json.GetSingleLine("language") ?? language,
            Byline = json.GetSingleLine("byline", "by"),
            Credit =
                json.GetSingleLine("creditline")
                ?? json.GetItems("descriptions")
                    .Where(text => text.GetSingleLine("role") == "creditline")
                    .Select(text => text.GetSingleLine("value"))
                    .FirstOrDefault(),
            AltText = json.GetSingleLine("alt_text", "altText", "alttext"),
            Rights = RightsOf(json),
            Rendition = WireRendition.FindLargest(RenditionsOf(json)),
        };

    private static string? ReadCaption(JsonElement json) =>
        TextInRole(json, "descriptions", "caption", "text", "main")
        ?? json.GetSingleLine("description_caption", "description_text")
        ?? HtmlToSingleLine(json.GetText("description_html") ?? json.GetText("description_xhtml"));

    private static IEnumerable<WireRendition> RenditionsOf(JsonElement json) =>
        ValuesOf(json, "renditions")
            .Where(file => file.GetSingleLine("href") is not null)
            .Select(file => new WireRendition(
                file.GetSingleLine("href")!,
                file.GetSingleLine("mimetype", "contentType", "contenttype"),
                file.GetNumber("width"),
                file.GetNumber("height")
            ));

    private static IReadOnlyList<SourceProperty> ReadExtras(JsonElement json, DocumentParseContext reading)
    {
        var facts = new SourcePropertyCollector();
        AddExtras(facts, "", json, FieldNames, ReadHeadline(json), ReadDescription(json));
        if (json.FirstMember("associations") is not { } associations)
            return facts.Finish(reading, null);

        foreach (
            var (name, other) in associations.ValueKind == JsonValueKind.Object
                ? associations.EnumerateObject().Select(member => (member.Name, member.Value))
                : json.GetItems("associations").Select(item => (item.GetSingleLine("name") ?? "", item))
        )
        {
            if (IsPicture(other))
                AddExtras(facts, $"associations/{name}/", other, PictureFieldNames, null, ReadCaption(other));
            else
                facts.Add($"associations/{name}", other);
        }

        return facts.Finish(reading, null);
    }

    // Headlines and descriptions come in roles of which a field holds one.
    private static void AddExtras(
        SourcePropertyCollector facts,
        string path,
        JsonElement json,
        HashSet<string> taken,
        params ReadOnlySpan<string?> inFields
    )
    {
        foreach (var member in json.EnumerateObject())
        {
            if (!taken.Contains(member.Name) && !member.Name.StartsWith("body_", StringComparison.Ordinal))
                facts.Add(path + member.Name, member.Value);
        }

        foreach (var list in RoleLists)
        {
            foreach (var text in json.GetItems(list))
            {
                if (
                    text.GetSingleLine("value") is { } value
                    && !inFields.Contains(value)
                    && !inFields.Contains(SingleLineOf(text))
                )
                    facts.Add(text.GetSingleLine("role") is { } role ? $"{path}{list}/{role}" : path + list, value);
            }
        }
    }
}
