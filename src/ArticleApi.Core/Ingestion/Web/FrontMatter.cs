using System.Globalization;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// What stands before a text, be it YAML, TOML or JSON: the article's members by their own names or those that site
/// generators use, in any case, with or without hyphens. Of several words on who may see it the most closed counts.
/// </summary>
internal sealed class FrontMatter
{
    // Words that keep a text from readers, which need no complaint.
    private static readonly string[] DraftWords =
    [
        "draft",
        "private",
        "pending",
        "hidden",
        "review",
        "unpublished",
        "autodraft",
        "inherit",
        "trash",
        "archived",
    ];

    // Where generators have members of a site's own.
    private static readonly string[] NestedKeys = ["taxonomies", "extra", "params"];

    private enum UnreadableAction
    {
        Ignore,
        TreatAsDraft,
        Reject,
    }

    private readonly DocumentParseContext _context;
    private readonly Dictionary<string, Action<YamlNode>> _readers;
    private readonly Dictionary<string, Action<YamlNode>> _visibilityReaders;
    private readonly List<SourceProperty> _extras = [];
    private readonly List<Byline> _bylines = [];
    private readonly List<string> _tags = [];
    private string _currentKey = "";
    private string? _holder;
    private string? _notice;
    private string? _terms;
    private string? _section;
    private DateTimeOffset? _date;

    public FrontMatter(DocumentParseContext context)
    {
        _context = context;
        _readers = new(StringComparer.Ordinal)
        {
            ["headline"] = node => Headline = ReadText(node),
            ["title"] = node => Headline ??= ReadText(node),
            ["slug"] = node =>
                Slug = ReadValue(
                    node,
                    text => Articles.Slug.TryParse(text, out var slug) ? slug : (Slug?)null,
                    "lower-case letters and digits joined by hyphens"
                ),
            ["language"] = node => Language = ReadValue(node, LanguageTag.Parse, "a language tag such as en or en-GB"),
            ["abstract"] = node => Abstract = ReadText(node),
            ["bylines"] = ApplyAuthors,
            ["section"] = node => _section = ReadText(node),
            ["categories"] = node => _tags.AddRange(ReadTexts(node)),
            ["tags"] = node => _tags.AddRange(ReadTexts(node)),
            ["date"] = node => _date = ReadDate(node),
            ["rights"] = ApplyRights,
            ["rightsholder"] = node => _holder = ReadText(node),
            ["copyright"] = node => _notice = ReadText(node),
            ["usageterms"] = node => _terms = ReadText(node),
            ["urgency"] = node =>
                Urgency = ReadValue(
                    node,
                    text =>
                        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var urgency)
                        && urgency is >= Article.MinUrgency and <= Article.MaxUrgency
                            ? urgency
                            : (int?)null,
                    $"{Article.MinUrgency} to {Article.MaxUrgency}"
                ),
            ["genre"] = node => Genre = ReadText(node),
            ["editornote"] = node => EditorNote = ReadText(node),
            ["externalid"] = node => ExternalId = ReadText(node),
            ["dateline"] = node =>
                Dateline = ReadValue(node, StatedFields.ParseDateline, "a dateline such as 'PARIS, France, March 4'"),
            ["source"] = ApplySource,
            ["publisher"] = node => Publisher = ReadText(node),
            ["url"] = node =>
                Url = ReadValue(node, text => UrlNormalizer.ToAbsolute(text), "an absolute http or https address"),
            ["images"] = node => Images.AddRange(ItemsOf(node).Select(ReadImage).OfType<PictureDraft>()),
        };
        _visibilityReaders = new(StringComparer.Ordinal)
        {
            ["publishdate"] = ApplyPublishDate,
            ["published"] = ApplyPublished,
            ["embargountil"] = node => EmbargoUntil = Latest(EmbargoUntil, ReadDate(node, UnreadableAction.Reject)),
            ["expiresat"] = ApplyExpiryDate,
            ["status"] = node =>
                RestrictStatus(
                    ReadValue(node, ParseStatus, "draft, scheduled or published", UnreadableAction.TreatAsDraft)
                ),
            ["draft"] = node => RestrictStatus(node, text => !ParseFlag(text), "true or false"),
            ["public"] = node => RestrictStatus(node, ParseFlag, "true or false"),
            ["password"] = _ => RestrictStatus(ArticleStatus.Draft),
            ["build"] = ApplyBuild,
        };
        foreach (var (other, name) in Aliases)
        {
            var readers = _visibilityReaders.ContainsKey(name) ? _visibilityReaders : _readers;
            readers.Add(other, readers[name]);
        }
    }

    private static readonly (string Other, string Name)[] Aliases =
    [
        ("lang", "language"),
        ("locale", "language"),
        ("description", "abstract"),
        ("summary", "abstract"),
        ("excerpt", "abstract"),
        ("byline", "bylines"),
        ("author", "bylines"),
        ("authors", "bylines"),
        ("category", "section"),
        ("keywords", "tags"),
        ("pubdate", "publishdate"),
        ("publishedat", "publishdate"),
        ("datepublished", "publishdate"),
        ("publish", "published"),
        ("ispublished", "published"),
        ("embargo", "embargountil"),
        ("embargoed", "embargountil"),
        ("embargodate", "embargountil"),
        ("expirydate", "expiresat"),
        ("expires", "expiresat"),
        ("expiry", "expiresat"),
        ("expirationdate", "expiresat"),
        ("unpublishdate", "expiresat"),
        ("private", "draft"),
        ("hidden", "draft"),
        ("isdraft", "draft"),
        ("unlisted", "draft"),
        ("unpublished", "draft"),
        ("ispublic", "public"),
        ("visibility", "status"),
        ("poststatus", "status"),
        ("postpassword", "password"),
        ("copyrightholder", "rightsholder"),
        ("copyrightnotice", "copyright"),
        ("license", "usageterms"),
        ("licence", "usageterms"),
        ("id", "externalid"),
        ("guid", "externalid"),
        ("canonical", "url"),
        ("canonicalurl", "url"),
        ("link", "url"),
        ("image", "images"),
        ("cover", "images"),
        ("featuredimage", "images"),
    ];

    public string? Headline { get; private set; }
    public Slug? Slug { get; private set; }
    public string? Language { get; private set; }
    public string? Abstract { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? EmbargoUntil { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }
    public int? Urgency { get; private set; }
    public string? Genre { get; private set; }
    public string? EditorNote { get; private set; }
    public string? ExternalId { get; private set; }
    public Datelines.DatelineReading? Dateline { get; private set; }
    public string? Publisher { get; private set; }
    public string? Url { get; private set; }
    public ArticleStatus? Status { get; private set; }
    public List<PictureDraft> Images { get; } = [];
    public IEnumerable<SourceProperty> Extras => _extras;

    /// <summary>Whether something is wrong that must not be guessed, such as until when nobody may see it.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The line after it, from 1.</summary>
    public int NextLine { get; set; } = 1;

    /// <summary>Whether a member of this name says who may see the article.</summary>
    public bool IsAboutVisibility(string key) => _visibilityReaders.ContainsKey(NormalizeKey(key));

    public void Refuse(int line, string message)
    {
        _context.AddError(line, message);
        IsRefused = true;
    }

    public void Apply(YamlMap map)
    {
        var stated = map.Members.Select(member => NormalizeKey(member.Key)).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, value) in map.Members)
        {
            if (value is YamlMap inner && NestedKeys.Contains(NormalizeKey(key)))
                Apply(key, inner, stated);
            else
                Apply(PlainTextCleaner.ToSingleLine(key) ?? "", NormalizeKey(key), value);
        }
    }

    public ArticleDraft ToDraft(string headline, ValueList<Block> body)
    {
        var labels = StatedFields.ToLabels(_tags);

        return new()
        {
            Headline = headline,
            Slug = Slug,
            Abstract = Abstract,
            Body = body,
            Bylines = _bylines.DistinctBy(byline => byline.Slug).ToValueList(),
            Section = _section is not null && StatedFields.ToLabels([_section]) is [var section] ? section : null,
            Tags = labels,
            PublishedAt = PublishedAt ?? _date,
            EmbargoUntil = EmbargoUntil,
            ExpiresAt = ExpiresAt,
            Rights = StatedFields.CreateRights(_holder, _notice, _terms),
            Urgency = Urgency,
            Genre = Genre,
            EditorNote = EditorNote,
            ExternalId = ExternalId,
            Source = new(Publisher, Url),
        };
    }

    private void Apply(string path, string key, YamlNode value)
    {
        _currentKey = path;
        if (value is YamlText { Text: null })
            return;
        if (_visibilityReaders.TryGetValue(key, out var take) || _readers.TryGetValue(key, out take))
            take(value);
        else
            _extras.AddRange(ToProperties(path, value));
    }

    // What is said at the top counts, but for who may see it, where all does; a site's categories are its sections.
    private void Apply(string path, YamlMap inner, HashSet<string> stated)
    {
        foreach (var (key, value) in inner.Members)
        {
            var name = NormalizeKey(key);
            if (path == "taxonomies" && name == "categories" && _section is null)
                _section = PlainTextCleaner.ToSingleLine(ReadTexts(value).FirstOrDefault());
            if (stated.Contains(name) && !_visibilityReaders.ContainsKey(name))
                _extras.AddRange(ToProperties($"{path}/{key}", value));
            else
                Apply($"{path}/{PlainTextCleaner.ToSingleLine(key)}", name, value);
        }
    }

    private void RestrictStatus(ArticleStatus? status)
    {
        if (status is { } stated && (Status is null || stated < Status))
            Status = stated;
    }

    private static ArticleStatus? ParseStatus(string text) =>
        NormalizeKey(text.Trim()) switch
        {
            "published" or "publish" or "public" or "live" => ArticleStatus.Published,
            "scheduled" or "future" => ArticleStatus.Scheduled,
            var word => DraftWords.Contains(word) ? ArticleStatus.Draft : null,
        };

    private static bool? ParseFlag(string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "y" or "1" => true,
            "false" or "no" or "off" or "n" or "0" => false,
            _ => null,
        };

    private void RestrictStatus(YamlNode node, Func<string, bool?> isOpen, string allowed) =>
        RestrictStatus(
            ReadValue<ArticleStatus?>(
                node,
                text =>
                    isOpen(text) switch
                    {
                        true => ArticleStatus.Published,
                        false => ArticleStatus.Draft,
                        null => null,
                    },
                allowed,
                UnreadableAction.TreatAsDraft
            )
        );

    // Some say by it whether, and others when.
    private void ApplyPublished(YamlNode node)
    {
        if (node is YamlText { Text: { } text } && ParseFlag(text) is { } published)
            RestrictStatus(published ? ArticleStatus.Published : ArticleStatus.Draft);
        else
            ApplyPublishDate(node);
    }

    private void ApplyPublishDate(YamlNode node) =>
        PublishedAt = Latest(PublishedAt, ReadDate(node, UnreadableAction.TreatAsDraft));

    private void ApplyExpiryDate(YamlNode node)
    {
        if (ReadDate(node, UnreadableAction.TreatAsDraft) is { } date && !(ExpiresAt < date))
            ExpiresAt = date;
    }

    // Hugo's pages that are not made, or made and listed nowhere. Others number their builds by it.
    private void ApplyBuild(YamlNode node)
    {
        var name = _currentKey;
        _extras.AddRange(ToProperties(name, node));
        if (node is not YamlMap map)
            return;

        foreach (var (key, value) in map.Members.Where(member => NormalizeKey(member.Key) is "render" or "list"))
        {
            _currentKey = $"{name}/{key}";
            RestrictStatus(value, ParseAlways, "always or never");
        }
    }

    private static bool? ParseAlways(string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "always" => true,
            "never" or "link" or "local" => false,
            _ => ParseFlag(text),
        };

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) =>
        one > other ? one : other ?? one;

    private static string NormalizeKey(string key) =>
        key.Replace("-", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .ToLowerInvariant();

    private static IEnumerable<SourceProperty> ToProperties(string name, YamlNode value) =>
        value switch
        {
            YamlMap map => map.Members.SelectMany(member => ToProperties($"{name}/{member.Key}", member.Value)),
            YamlList list => list.Items.SelectMany(item => ToProperties(name, item)),
            _ => value is YamlText { Text: { } text } && PlainText.Clean(text).Trim() is { Length: > 0 } clean
                ? [new(name, clean)]
                : [],
        };

    private string? ReadText(YamlNode node) => ReadValue(node, PlainTextCleaner.ToSingleLine, "a text");

    private T? ReadValue<T>(
        YamlNode node,
        Func<string, T?> read,
        string allowed,
        UnreadableAction unread = UnreadableAction.Ignore
    )
    {
        var value = node is YamlText { Text: { } text } ? read(text) : default;
        if (value is null && node is not YamlText { Text: null })
            ReportWrongValue(node, allowed, unread);

        return value;
    }

    private void ReportWrongValue(YamlNode node, string allowed, UnreadableAction unread = UnreadableAction.Ignore)
    {
        var text = node switch
        {
            YamlText printed => PlainTextCleaner.ToSingleLine(printed.Text) ?? "",
            YamlList => "a list",
            YamlMap => "keys and values",
            _ => "",
        };
        var message =
            $"{_currentKey}: '{(text.Length > 100 ? PlainText.Clean(text[..100]) + "…" : text)}' is not {allowed}.";
        if (unread == UnreadableAction.Reject)
            _context.AddError(node.Line, message);
        else
            _context.AddWarning(
                node.Line,
                message
                    + (
                        unread == UnreadableAction.TreatAsDraft
                            ? " The article is taken as a draft."
                            : " It is left out."
                    )
            );
        if (unread == UnreadableAction.TreatAsDraft)
            RestrictStatus(ArticleStatus.Draft);
        IsRefused |= unread == UnreadableAction.Reject;
    }

    private DateTimeOffset? ReadDate(YamlNode node, UnreadableAction unread = UnreadableAction.Ignore) =>
        ReadValue(
            node,
            text => InstantParser.Parse(text, InstantFormats.Web),
            "a date such as 2024-05-01 or 2024-05-01T08:00:00Z",
            unread
        );

    private static IEnumerable<YamlNode> ItemsOf(YamlNode node) => node is YamlList list ? list.Items : [node];

    // A list, or one text with commas.
    private IEnumerable<string> ReadTexts(YamlNode node) =>
        node is YamlText { Text: { } text } ? text.Split(',') : ItemsOf(node).Select(ReadText).OfType<string>();

    private void ApplyAuthors(YamlNode node)
    {
        foreach (var author in ItemsOf(node))
        {
            if (author is YamlText { Text: { } line })
                _bylines.AddRange(BylineParser.ParseAll([line]));
            else if (
                author is YamlMap map
                && FindMember(map, "name") is { } name
                && BylineParser.Create(name, FindMember(map, "role")) is { } byline
            )
                _bylines.Add(byline);
            else
                ReportWrongValue(author, "a name, or a name and a role");
        }
    }

    private void ApplyRights(YamlNode node)
    {
        if (node is YamlMap map)
        {
            _holder = FindMember(map, "holder");
            _notice = FindMember(map, "notice");
            _terms = FindMember(map, "usageterms");
        }
        else
        {
            _notice = ReadText(node);
        }
    }

    private void ApplySource(YamlNode node)
    {
        if (node is YamlMap map)
            (Publisher, Url) = (
                FindMember(map, "publisher") ?? FindMember(map, "name"),
                UrlNormalizer.ToAbsolute(FindMember(map, "url"))
            );
        else
            Publisher = ReadText(node);
    }

    private PictureDraft? ReadImage(YamlNode node)
    {
        var map = node as YamlMap;
        var given = map is null
            ? (node as YamlText)?.Text
            : FindMember(map, "href") ?? FindMember(map, "url") ?? FindMember(map, "src");
        var href = UrlNormalizer.ToAbsolute(given, Url is null ? null : new Uri(Url));
        if (href is null && (given is not null || map is null))
            ReportWrongValue(new YamlText(node.Line, given), "an absolute http or https address");
        if (map is null)
            return href is null ? null : new() { Href = href };

        return new()
        {
            Href = href,
            Caption = FindMember(map, "caption"),
            Credit = FindMember(map, "credit"),
            AltText = FindMember(map, "alttext") ?? FindMember(map, "alt"),
            MediaType = FindMember(map, "mediatype"),
            Width = PictureDraft.ParsePixels(FindMember(map, "width")),
            Height = PictureDraft.ParsePixels(FindMember(map, "height")),
        };
    }

    private static string? FindMember(YamlMap map, string key) =>
        PlainTextCleaner.ToSingleLine(
            map.Members.Where(member => NormalizeKey(member.Key) == key)
                .Select(member => (member.Value as YamlText)?.Text)
                .FirstOrDefault()
        );
}
