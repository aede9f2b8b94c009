using System.Text.Json;
using AngleSharp.Dom;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>The article that a page describes in JSON-LD with the words of schema.org.</summary>
internal sealed class JsonLdArticle
{
    private const int MaxDepth = 32;
    private const int MaxThings = 10_000;

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaxDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    // What becomes a field, and what tells of the page or the graph.
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "@context",
        "@id",
        "@type",
        "articleBody",
        "articleSection",
        "author",
        "copyrightHolder",
        "copyrightNotice",
        "creator",
        "dateModified",
        "datePublished",
        "dateline",
        "description",
        "genre",
        "headline",
        "identifier",
        "image",
        "inLanguage",
        "keywords",
        "license",
        "mainEntityOfPage",
        "name",
        "potentialAction",
        "publisher",
        "thumbnailUrl",
        "url",
        "usageInfo",
    };

    private readonly JsonElement _article;
    private readonly Dictionary<string, JsonElement> _byId;

    private JsonLdArticle(JsonElement article, Dictionary<string, JsonElement> byId) =>
        (_article, _byId) = (article, byId);

    /// <summary>The first of the page; null where it describes none.</summary>
    public static JsonLdArticle? Find(IDocument page)
    {
        var byId = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var things = new List<JsonElement>();
        foreach (var script in page.QuerySelectorAll("script[type='application/ld+json']"))
        {
            try
            {
                using var json = JsonDocument.Parse(script.TextContent.Trim().TrimEnd(';'), Options);
                CollectThings(json.RootElement.Clone(), things);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                // Broken data says nothing; the page itself still does.
            }
        }

        foreach (var thing in things)
        {
            if (Text(thing, "@id") is { } id)
                byId.TryAdd(id, thing);
        }

        var article = things.Find(IsArticle);
        return article.ValueKind == JsonValueKind.Object ? new(article, byId) : null;
    }

    public string? this[params string[] names] =>
        names.Select(name => Line(_article, name)).FirstOrDefault(text => text is not null);

    public string? Body => Text(_article, "articleBody");

    /// <summary>The names of whoever a member refers to.</summary>
    public IEnumerable<string> NamesOf(string member) => ValuesOf(_article, member).Select(Name).OfType<string>();

    public IEnumerable<string> TextsOf(string member) =>
        ValuesOf(_article, member)
            .Select(item => item.ValueKind == JsonValueKind.String ? TextOf(item) : Name(item))
            .OfType<string>();

    /// <summary>
    /// What a member says in each of its values, by name where that is a thing; empty where it cannot be told.
    /// </summary>
    public IEnumerable<string> StatedValues(string member) =>
        ValuesOf(_article, member)
            .Where(item => item.ValueKind != JsonValueKind.Null)
            .Select(item => Name(item) ?? PlainTextCleaner.ToSingleLine(TextOf(item)) ?? "");

    public string? Address =>
        TextsOf("url").FirstOrDefault()
        ?? ValuesOf(_article, "mainEntityOfPage")
            .Select(page =>
                page.ValueKind == JsonValueKind.String ? TextOf(page) : Text(page, "@id") ?? Text(page, "url")
            )
            .FirstOrDefault();

    /// <summary>Plain addresses are the same picture cut for several places, so that one of them is enough.</summary>
    public IEnumerable<PictureDraft> ReadPictures(Uri? address)
    {
        var images = ValuesOf(_article, "image").Select(Resolve).ToList();
        var plain = images
            .Where(image => image.ValueKind == JsonValueKind.String)
            .Take(1)
            .Select(image => new PictureDraft { Href = UrlNormalizer.ToAbsolute(TextOf(image), address) });

        return images
            .Where(image => image.ValueKind == JsonValueKind.Object)
            .Select(image => new PictureDraft
            {
                Href = UrlNormalizer.ToAbsolute(
                    Text(image, "contentUrl")
                        ?? Text(image, "url")
                        ?? (Text(image, "@id") is { } id && !id.Contains('#', StringComparison.Ordinal) ? id : null),
                    address
                ),
                Caption = Line(image, "caption") ?? Line(image, "description"),
                Credit = Line(image, "creditText"),
                Photographer = ValuesOf(image, "creator")
                    .Concat(ValuesOf(image, "author"))
                    .Select(Name)
                    .FirstOrDefault(name => name is not null),
                Width = Pixels(image, "width"),
                Height = Pixels(image, "height"),
                Rights = StatedFields.CreateRights(
                    ValuesOf(image, "copyrightHolder").Select(Name).FirstOrDefault(),
                    Line(image, "copyrightNotice"),
                    Line(image, "license")
                ),
            })
            .Concat(plain)
            .Where(picture => picture.Href is not null);
    }

    /// <summary>What no field holds.</summary>
    public IEnumerable<SourceProperty> ReadExtras() =>
        _article
            .EnumerateObject()
            .Where(member => !Fields.Contains(member.Name))
            .SelectMany(member =>
                ValuesOf(_article, member.Name)
                    .Select(item => new SourceProperty(
                        member.Name,
                        (
                            item.ValueKind == JsonValueKind.Object
                                ? Name(item)
                                : PlainTextCleaner.ToSingleLine(TextOf(item))
                        ) ?? ""
                    ))
            )
            .Where(fact => fact.Value.Length > 0)
            .Take(100);

    private static void CollectThings(JsonElement element, List<JsonElement> things)
    {
        if (things.Count >= MaxThings)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                CollectThings(item, things);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            things.Add(element);
            foreach (var name in (string[])["@graph", "mainEntity", "itemReviewed"])
            {
                if (element.TryGetProperty(name, out var inner))
                    CollectThings(inner, things);
            }
        }
    }

    private static bool IsArticle(JsonElement thing) =>
        ValuesOf(thing, "@type")
            .Select(TextOf)
            .OfType<string>()
            .Any(type =>
                type.EndsWith("Article", StringComparison.Ordinal)
                || type is "BlogPosting" or "LiveBlogPosting" or "Report"
                || type.EndsWith("NewsArticle", StringComparison.Ordinal)
            );

    private string? Name(JsonElement element)
    {
        var thing = Resolve(element);
        return thing.ValueKind == JsonValueKind.String
            ? PlainTextCleaner.ToSingleLine(TextOf(thing))
            : Line(thing, "name");
    }

    // {"@id": …} alone refers to another thing of the page.
    private JsonElement Resolve(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && Text(element, "@id") is { } id
        && _byId.TryGetValue(id, out var thing)
            ? thing
            : element;

    private static IEnumerable<JsonElement> ValuesOf(JsonElement thing, string member)
    {
        if (thing.ValueKind != JsonValueKind.Object || !thing.TryGetProperty(member, out var value))
            return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Take(1_000) : [value];
    }

    private static string? Line(JsonElement thing, string member) =>
        PlainTextCleaner.FromTextOrHtml(Text(thing, member));

    private static string? Text(JsonElement thing, string member) =>
        ValuesOf(thing, member).Select(TextOf).FirstOrDefault(text => text is not null);

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    private static int? Pixels(JsonElement thing, string member) =>
        PictureDraft.ParsePixels(Text(thing, member)?.Replace("px", "", StringComparison.Ordinal).Trim());
}
