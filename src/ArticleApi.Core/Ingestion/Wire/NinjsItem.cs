using System.Text;
using System.Text.Json;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// What an item of ninjs says: 1 with a member for each form of a text, 2 and 3 with lists of texts and their roles.
/// </summary>
internal static class NinjsItem
{
    // Held by fields; everything else goes to the facts.
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase)
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

    private static readonly HashSet<string> TakenOfPicture = new(StringComparer.OrdinalIgnoreCase)
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

    private static readonly string[] Embargoes = ["embargo", "embargoed", "embargoeduntil", "embargoeduntill"];

    private static readonly string[] Roles = ["headlines", "descriptions"];

    private static readonly string[] HtmlBodies = ["body_html", "body_xhtml", "body_html5", "body_richhtml5"];

    public static WireItem Of(JsonElement json, WireDocument reading)
    {
        // AP's addresses differ from one request to the next; the id that stays is beside them.
        var id = json.One("altids", "altIds")?.Line("itemid") ?? json.Line("uri", "guid");
        var language = json.Line("language");
        var created = Date("versioncreated", "versionCreated");
        var embargoes = reading.Bounds(json.Stated(Embargoes), "embargoed", null);
        var ends = reading.Bounds(json.Stated("expires"), "expires", null);
        var sender = json.Line("provider", "source") ?? json.One("provider")?.Line("name");
        var (urgency, holder) = (json.Number("urgency"), json.Line("copyrightholder", "copyrightHolder"));

        return new()
        {
            Headline = Headline(json),
            Abstract = Described(json),
            Body = Body(json),
            Language = language,
            Bylines = json.Line("byline", "by") is { } by ? [(by, null)] : [],
            Dateline = json.Line("dateline"),
            Section = Section(json),
            Tags =
            [
                .. json.All("subject", "subjects")
                    .Where(subject => Sectional(subject) is null)
                    .Select(subject => subject.Line("name"))
                    .Concat(json.All("keywords", "keyword").Select(Named))
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
            Urgency = urgency is >= 1 and <= 9 ? urgency : null,
            Genre = json.All("genre", "genres").Select(Named).FirstOrDefault(name => name is not null),
            EditorNote = json.Line("ednote", "edNote", "editornote"),
            // The holder of an agency's copyright is the agency.
            Publisher = sender ?? holder,
            Id = id,
            Provider = sender ?? Authority(json.Line("uri", "guid")) ?? holder,
            Version = json.Line("version"),
            VersionCreated = created,
            Status = reading.Status(StatusesOf(json), null, embargoes, ends),
            Pictures =
            [
                .. Associated(json)
                    .Where(IsPicture)
                    .Take(Article.MaxImages + 1)
                    .Select(picture => Picture(picture, language)),
            ],
            Extras = Facts(json, reading),
        };

        DateTimeOffset? Date(params ReadOnlySpan<string> names) => reading.Date(json.Line(names), names[0], null);
    }

    /// <summary>Why it is no text that could be an article; null where it may be one.</summary>
    public static string? Other(JsonElement json)
    {
        var type = json.Line("type")?.ToLowerInvariant();
        return type is "event" || json.One("eventDetails", "eventdetails") is not null ? "an event"
            : type
                is "picture"
                    or "photo"
                    or "graphic"
                    or "video"
                    or "audio"
                    or "component"
                    or "animation"
                    or "planning"
                ? $"of the type {type} and no story here shows it"
            : null;
    }

    /// <summary>Its publishing status, in each way in which it stands there.</summary>
    public static IEnumerable<string> StatusesOf(JsonElement json) => json.Stated("pubstatus");

    /// <summary>In 1 an object that names each, in 2 and 3 a list.</summary>
    private static IEnumerable<JsonElement> Associated(JsonElement json) =>
        json.One("associations") is not { } associations ? []
        : associations.ValueKind == JsonValueKind.Object ? associations.EnumerateObject().Select(member => member.Value)
        : json.All("associations");

    // One that is withheld or taken back is not shown.
    private static bool IsPicture(JsonElement json) =>
        json.Line("type")?.ToLowerInvariant() is "picture" or "photo"
        && WireStatuses.Of(StatusesOf(json)) is WireStatus.Unsaid or WireStatus.Usable;

    private static string? Headline(JsonElement json) =>
        json.Line("headline")
        ?? Text(json, "headlines", "main")
        ?? json.Line("headline_text")
        ?? Plain(json.Text("headline_html") ?? json.Text("headline_xhtml"))
        ?? (json.One("bodies", "body_html", "body_xhtml", "body_text") is null ? null : json.Line("title"));

    private static string? Described(JsonElement json) =>
        json.Line("description_text")
        ?? Plain(json.Text("description_html") ?? json.Text("description_xhtml"))
        ?? Text(json, "descriptions", "text", "summary", "abstract", "lead", "main")
        ?? json.Line("abstract");

    // The text of the first of these roles, else of one without a role.
    private static string? Text(JsonElement json, string list, params ReadOnlySpan<string> roles)
    {
        var texts = json.All(list).Where(text => text.Line("value") is not null).ToList();
        foreach (var role in roles)
        {
            var index = texts.FindIndex(text => text.Line("role") == role);
            if (index >= 0)
                return InLine(texts[index]);
        }

        var unnamed = texts.FindIndex(text => text.Line("role") is null);
        return unnamed < 0 ? null : InLine(texts[unnamed]);
    }

    private static string? InLine(JsonElement text) => IsHtml(text) ? Plain(text.Text("value")) : text.Line("value");

    private static string? Plain(string? html) => html is null ? null : PlainText.Line(InlineHtml.TextOf(html));

    private static bool IsHtml(JsonElement text) =>
        text.Line("contentType", "contenttype")?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;

    // Marked-up text says more than plain text, and HTML is what most agencies take care of.
    private static ValueList<Block> Body(JsonElement json)
    {
        var html = HtmlBodies
            .Select(name => json.Text(name))
            .Concat(json.All("bodies").Where(IsHtml).Select(body => body.Text("value")));
        var nitf = json.All("bodies")
            .Where(body =>
                body.Line("contentType", "contenttype")?.Contains("nitf", StringComparison.OrdinalIgnoreCase) == true
            )
            .Select(body => body.Text("value"))
            .Prepend(json.Text("body_nitf"));
        var plain = json.All("bodies")
            .Where(body => body.Line("contentType", "contenttype") is null or "text/plain")
            .Select(body => body.Text("value"))
            .Prepend(json.Text("body_text"));

        return html.Select(FromHtml)
                .Concat(nitf.Select(FromNitf))
                .Concat(plain.Select(text => text is null ? [] : BodyReader.FromText(text)))
                .FirstOrDefault(body => body.Count > 0)
            ?? [];
    }

    private static ValueList<Block> FromHtml(string? html) =>
        html is null ? [] : BodyReader.FromHtml(WithoutHead(html));

    private static ValueList<Block> FromNitf(string? nitf) =>
        nitf is null || HostileXml.Load("", Encoding.UTF8.GetBytes(nitf)).Document?.Root is not { } root
            ? []
            : NitfText.Read(root.At("body", "body.content"));

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
    private static string? Section(JsonElement json) =>
        json.All("service").Select(service => service.Line("name")).FirstOrDefault(name => name is not null)
        ?? json.All("subject", "subjects").Select(Sectional).FirstOrDefault(name => name is not null)
        ?? json.Line("section");

    // A bare code is no name.
    private static string? Sectional(JsonElement subject) =>
        subject.Line("name") is { } name
        && name != subject.Line("code")
        && (
            subject.Line("rel") == "category"
            || subject.All("rels").Any(rel => rel.ValueKind == JsonValueKind.String && rel.ValueEquals("category"))
        )
            ? name
            : null;

    private static string? Named(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? PlainText.Line(json.GetString()) : json.Line("name");

    private static Rights? RightsOf(JsonElement json)
    {
        var rights = new Rights(
            json.Line("copyrightholder", "copyrightHolder"),
            json.Line("copyrightnotice", "copyrightNotice"),
            json.Line("usageterms", "usageTerms")
        );
        return rights == new Rights(null, null, null) ? null : rights;
    }

    // Who gave the id: urn:newsml:dpa.com:…, tag:reuters.com,2014:…, http://tt.se/…
    private static string? Authority(string? id) =>
        id?.Split(':') switch
        {
            ["urn", "newsml", { Length: > 0 } provider, ..] => provider,
            ["tag", { Length: > 0 } authority, ..] => authority.Split(',')[0],
            ["http" or "https", ..] when Uri.TryCreate(id, UriKind.Absolute, out var uri) => uri.Host,
            _ => null,
        };

    private static WirePicture Picture(JsonElement json, string? language) =>
        new()
        {
            Caption = Captioned(json),
            Language = json.Line("language") ?? language,
            By = json.Line("byline", "by"),
            Credit =
                json.Line("creditline")
                ?? json.All("descriptions")
                    .Where(text => text.Line("role") == "creditline")
                    .Select(text => text.Line("value"))
                    .FirstOrDefault(),
            AltText = json.Line("alt_text", "altText", "alttext"),
            Rights = RightsOf(json),
            File = WireFile.Largest(Files(json)),
        };

    private static string? Captioned(JsonElement json) =>
        Text(json, "descriptions", "caption", "text", "main")
        ?? json.Line("description_caption", "description_text")
        ?? Plain(json.Text("description_html") ?? json.Text("description_xhtml"));

    private static IEnumerable<WireFile> Files(JsonElement json) =>
        json.One("renditions") is not { } renditions
            ? []
            : (
                renditions.ValueKind == JsonValueKind.Object
                    ? renditions.EnumerateObject().Select(member => member.Value)
                    : json.All("renditions")
            )
                .Where(file => file.Line("href") is not null)
                .Select(file => new WireFile(
                    file.Line("href")!,
                    file.Line("mimetype", "contentType", "contenttype"),
                    file.Number("width"),
                    file.Number("height")
                ));

    private static IReadOnlyList<SourceFact> Facts(JsonElement json, WireDocument reading)
    {
        var facts = new WireFacts();
        Add(facts, "", json, Taken, Headline(json), Described(json));
        if (json.One("associations") is not { } associations)
            return facts.Done(reading, null);

        foreach (
            var (name, other) in associations.ValueKind == JsonValueKind.Object
                ? associations.EnumerateObject().Select(member => (member.Name, member.Value))
                : json.All("associations").Select(item => (item.Line("name") ?? "", item))
        )
        {
            if (IsPicture(other))
                Add(facts, $"associations/{name}/", other, TakenOfPicture, null, Captioned(other));
            else
                facts.Add($"associations/{name}", other);
        }

        return facts.Done(reading, null);
    }

    // Headlines and descriptions come in roles of which a field holds one.
    private static void Add(
        WireFacts facts,
        string path,
        JsonElement json,
        HashSet<string> taken,
        params ReadOnlySpan<string?> held
    )
    {
        foreach (var member in json.EnumerateObject())
        {
            if (!taken.Contains(member.Name) && !member.Name.StartsWith("body_", StringComparison.Ordinal))
                facts.Add(path + member.Name, member.Value);
        }

        foreach (var list in Roles)
        {
            foreach (var text in json.All(list))
            {
                if (text.Line("value") is { } value && !held.Contains(value) && !held.Contains(InLine(text)))
                    facts.Add(text.Line("role") is { } role ? $"{path}{list}/{role}" : path + list, value);
            }
        }
    }
}
