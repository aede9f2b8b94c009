using System.Globalization;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// The YAML between two lines <c>---</c>, the TOML between two lines <c>+++</c>, or the JSON object that a text may
/// begin with: the article's members by their own names or those that site generators use, in any case, with or without
/// hyphens. Of several words on who may see it the most closed counts.
/// </summary>
internal sealed partial class FrontMatter
{
    private const int MaxLength = 64 * 1024;
    private const string YamlMark = "---";
    private const string TomlMark = "+++";

    // Of a line of a key and a value that no fence stands before.
    private const int MaxUnfenced = 1_000;

    // Words that keep a text from readers, which need no complaint.
    private static readonly string[] Drafts =
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
    private static readonly string[] Nested = ["taxonomies", "extra", "params"];

    private enum Unread
    {
        LeftOut,
        Draft,
        Refused,
    }

    private readonly Taking _taking;
    private readonly Dictionary<string, Action<YamlNode>> _keys;
    private readonly Dictionary<string, Action<YamlNode>> _limits;
    private readonly List<SourceFact> _extras = [];
    private readonly List<Byline> _bylines = [];
    private readonly List<string> _tags = [];
    private string _key = "";
    private string? _holder;
    private string? _notice;
    private string? _terms;
    private string? _section;
    private DateTimeOffset? _date;

    private FrontMatter(Taking taking)
    {
        _taking = taking;
        _keys = new(StringComparer.Ordinal)
        {
            ["headline"] = node => Headline = Text(node),
            ["title"] = node => Headline ??= Text(node),
            ["slug"] = node =>
                Slug = Value(
                    node,
                    text => Articles.Slug.TryParse(text, out var slug) ? slug : (Slug?)null,
                    "lower-case letters and digits joined by hyphens"
                ),
            ["language"] = node => Language = Value(node, LanguageTag.Of, "a language tag such as en or en-GB"),
            ["abstract"] = node => Abstract = Text(node),
            ["bylines"] = Authors,
            ["section"] = node => _section = Text(node),
            ["categories"] = node => _tags.AddRange(Texts(node)),
            ["tags"] = node => _tags.AddRange(Texts(node)),
            ["date"] = node => _date = Date(node),
            ["rights"] = RightsOf,
            ["rightsholder"] = node => _holder = Text(node),
            ["copyright"] = node => _notice = Text(node),
            ["usageterms"] = node => _terms = Text(node),
            ["urgency"] = node =>
                Urgency = Value(
                    node,
                    text =>
                        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var urgency)
                        && urgency is >= Article.MinUrgency and <= Article.MaxUrgency
                            ? urgency
                            : (int?)null,
                    $"{Article.MinUrgency} to {Article.MaxUrgency}"
                ),
            ["genre"] = node => Genre = Text(node),
            ["editornote"] = node => EditorNote = Text(node),
            ["externalid"] = node => ExternalId = Text(node),
            ["dateline"] = node =>
                Dateline = Value(node, WebDraft.DatelineOf, "a dateline such as 'PARIS, France, March 4'"),
            ["source"] = SourceOf,
            ["publisher"] = node => Publisher = Text(node),
            ["url"] = node => Url = Value(node, text => WebAddress.Absolute(text), "an absolute http or https address"),
            ["images"] = node => Images.AddRange(Each(node).Select(Image).OfType<Picture>()),
        };
        _limits = new(StringComparer.Ordinal)
        {
            ["publishdate"] = PublishDate,
            ["published"] = Published,
            ["embargountil"] = node => EmbargoUntil = Later(EmbargoUntil, Date(node, Unread.Refused)),
            ["expiresat"] = ExpiryDate,
            ["status"] = node => Keep(Value(node, StatusOf, "draft, scheduled or published", Unread.Draft)),
            ["draft"] = node => Keep(node, text => !Flag(text), "true or false"),
            ["public"] = node => Keep(node, Flag, "true or false"),
            ["password"] = _ => Keep(ArticleStatus.Draft),
            ["build"] = Build,
        };
        foreach (var (other, name) in Others)
        {
            var names = _limits.ContainsKey(name) ? _limits : _keys;
            names.Add(other, names[name]);
        }
    }

    private static readonly (string Other, string Name)[] Others =
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
    public List<Picture> Images { get; } = [];
    public IEnumerable<SourceFact> Extras => _extras;

    /// <summary>Whether something is wrong that must not be guessed, such as until when nobody may see it.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>The line after it, from 1.</summary>
    public int NextLine { get; private set; } = 1;

    /// <summary>Parts the text from what stands before it.</summary>
    public static (FrontMatter Front, string Text) Read(string text, Taking taking)
    {
        var front = new FrontMatter(taking);
        var head = text[Blank(text)..];
        var before = text.AsSpan(0, text.Length - head.Length).Count('\n');
        // The blank lines stay in front of what is read, so that lines are counted as they stand there.
        var lines = new string('\n', Math.Min(before, MaxLength));
        if (StartsWithJson(head))
            return (front, front.ReadJson(lines + head));
        if (!StartsWithFence(head))
        {
            return (
                front,
                front.Unfenced(head) is not { } member
                    ? text
                    : front.Refuse(
                        before + 1,
                        $"It begins with '{member}' and more that belongs before a text; it has to stand between two lines '{YamlMark}'."
                    )
            );
        }

        if (LineOf(head).TrimEnd() is var fence and not (YamlMark or TomlMark))
        {
            return (
                front,
                front.Refuse(
                    before + 1,
                    $"The line '{fence}' begins nothing that is read; YAML stands between two lines '{YamlMark}', TOML '{TomlMark}'."
                )
            );
        }

        var isToml = head.StartsWith(TomlMark, StringComparison.Ordinal);
        var start = head.IndexOf('\n', StringComparison.Ordinal) + 1;
        for (int at = start, line = before + 2; at < head.Length && at - start + before <= MaxLength; line++)
        {
            var end = head.IndexOf('\n', at) is >= 0 and var found ? found : head.Length;
            if (
                head.AsSpan(at, end - at).TrimEnd() is var mark
                && (isToml ? mark is TomlMark : mark is YamlMark or "...")
            )
            {
                front.NextLine = line + 1;
                var members = $"{lines}\n{head[start..at]}";
                if (isToml)
                    front.Read("TOML", () => TomlNode.Map(members));
                else
                    front.Read("YAML", () => YamlNode.Map(members));
                return (front, head[Math.Min(end + 1, head.Length)..]);
            }

            at = end + 1;
        }

        return (
            front,
            front.Refuse(
                before + 1,
                $"No line '{(isToml ? TomlMark : YamlMark)}' ends what stands before the text, or it is longer than is taken."
            )
        );
    }

    // What generators pass over before they look for it: blank lines, and byte order marks that programs leave.
    private static int Blank(string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsWhiteSpace(text[length]) || text[length] is '\uFEFF' or '\u200B'))
            length++;

        return length;
    }

    private static ReadOnlySpan<char> LineOf(ReadOnlySpan<char> text) =>
        text[..(text.IndexOf('\n') is >= 0 and var end ? end : text.Length)];

    /// <summary>
    /// Whether it begins with a line of pluses, or of hyphens or semicolons and a key, whatever language that names.
    /// What begins so is front matter or nothing; a line of hyphens alone may be a rule.
    /// </summary>
    private static bool StartsWithFence(string text)
    {
        var first = LineOf(text);
        if (first.Length == text.Length || !Fence().IsMatch(first))
            return false;

        var line = LineOf(text.AsSpan(first.Length).TrimStart());
        return text[0] == '+'
            || line.TrimEnd() is YamlMark
            || line is ['#' or '{', ..] or ['?', ' ', ..]
            || line.IndexOfAny(':', '=') > 0;
    }

    // Pelican, Hexo, Org and Nikola do without a fence. Only what says who may see the text makes such lines more than
    // text.
    private string? Unfenced(string text)
    {
        foreach (var line in text.AsSpan(0, Math.Min(text.Length, MaxLength)).EnumerateLines())
        {
            if (line.Trim() is "<!--")
                continue;
            if (line.Length > MaxUnfenced || Member().Match(line.ToString()) is not { Success: true } match)
                return null;
            if (_limits.ContainsKey(Normal(match.Groups["key"].Value)))
                return WebText.Line(match.Value);
        }

        return null;
    }

    private string Refuse(int line, string message)
    {
        _taking.Refuse(line, message);
        IsRefused = true;
        return "";
    }

    // A brace and a quotation mark, or a brace alone on its line: other braces that a text may begin with are the signs
    // of templates.
    private static bool StartsWithJson(ReadOnlySpan<char> text)
    {
        if (text is not ['{', .. var rest])
            return false;

        var inner = rest.TrimStart(" \t");
        return inner is ['\n' or '"', ..];
    }

    // The object's end is its own; the text begins on the next line.
    private string ReadJson(string text)
    {
        var length = 0;
        Read(
            "JSON",
            () =>
            {
                var map = JsonHead.Read(text.AsSpan(0, Math.Min(text.Length, MaxLength)), out length);
                var behind = text.AsSpan(length);
                return behind[..(behind.IndexOf('\n') is >= 0 and var found ? found : behind.Length)].IsWhiteSpace()
                    ? map
                    : throw new FormatException("the text has to begin on a line of its own");
            }
        );
        NextLine = text.AsSpan(0, length).Count('\n') + 1;

        return text[length..];
    }

    public ArticleDraft Draft(string headline, ValueList<Block> body)
    {
        var labels = WebDraft.Labels(_tags);

        return new()
        {
            Headline = headline,
            Slug = Slug,
            Abstract = Abstract,
            Body = body,
            Bylines = _bylines.DistinctBy(byline => byline.Slug).ToValueList(),
            Section =
                _section is null ? null
                : WebDraft.Labels([_section]) is [var section] ? section
                : null,
            Tags = labels,
            Dateline = Dateline,
            PublishedAt = PublishedAt ?? _date,
            EmbargoUntil = EmbargoUntil,
            ExpiresAt = ExpiresAt,
            Rights = WebDraft.RightsOf(_holder, _notice, _terms),
            Urgency = Urgency,
            Genre = Genre,
            EditorNote = EditorNote,
            ExternalId = ExternalId,
            Source = new(Publisher, Url),
        };
    }

    private void Read(string language, Func<YamlMap> read)
    {
        try
        {
            var members = read().Members;
            var stated = members.Select(member => Normal(member.Key)).ToHashSet(StringComparer.Ordinal);
            foreach (var (key, value) in members)
            {
                if (value is YamlMap inner && Nested.Contains(Normal(key)))
                    Take(key, inner, stated);
                else
                    Take(WebText.Line(key) ?? "", Normal(key), value);
            }
        }
        catch (FormatException error)
        {
            _taking.Refuse(
                1,
                $"What stands before the text cannot be read as {language}: {WebText.Line(error.Message)}."
            );
            IsRefused = true;
        }
    }

    private void Take(string path, string key, YamlNode value)
    {
        _key = path;
        if (value is YamlText { Text: null })
            return;
        if (_limits.TryGetValue(key, out var take) || _keys.TryGetValue(key, out take))
            take(value);
        else
            _extras.AddRange(Facts(path, value));
    }

    // What is said at the top counts, but for who may see it, where all does; a site's categories are its sections.
    private void Take(string path, YamlMap inner, HashSet<string> stated)
    {
        foreach (var (key, value) in inner.Members)
        {
            var name = Normal(key);
            if (path == "taxonomies" && name == "categories" && _section is null)
                _section = WebText.Line(Texts(value).FirstOrDefault());
            if (stated.Contains(name) && !_limits.ContainsKey(name))
                _extras.AddRange(Facts($"{path}/{key}", value));
            else
                Take($"{path}/{WebText.Line(key)}", name, value);
        }
    }

    private void Keep(ArticleStatus? status)
    {
        if (status is { } stated && (Status is null || stated < Status))
            Status = stated;
    }

    private static ArticleStatus? StatusOf(string text) =>
        Normal(text.Trim()) switch
        {
            "published" or "publish" or "public" or "live" => ArticleStatus.Published,
            "scheduled" or "future" => ArticleStatus.Scheduled,
            var word => Drafts.Contains(word) ? ArticleStatus.Draft : null,
        };

    private static bool? Flag(string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "y" or "1" => true,
            "false" or "no" or "off" or "n" or "0" => false,
            _ => null,
        };

    private void Keep(YamlNode node, Func<string, bool?> isOpen, string allowed) =>
        Keep(
            Value<ArticleStatus?>(
                node,
                text =>
                    isOpen(text) switch
                    {
                        true => ArticleStatus.Published,
                        false => ArticleStatus.Draft,
                        null => null,
                    },
                allowed,
                Unread.Draft
            )
        );

    // Some say by it whether, and others when.
    private void Published(YamlNode node)
    {
        if (node is YamlText { Text: { } text } && Flag(text) is { } published)
            Keep(published ? ArticleStatus.Published : ArticleStatus.Draft);
        else
            PublishDate(node);
    }

    private void PublishDate(YamlNode node) => PublishedAt = Later(PublishedAt, Date(node, Unread.Draft));

    private void ExpiryDate(YamlNode node)
    {
        if (Date(node, Unread.Draft) is { } date && !(ExpiresAt < date))
            ExpiresAt = date;
    }

    // Hugo's pages that are not made, or made and listed nowhere. Others number their builds by it.
    private void Build(YamlNode node)
    {
        var name = _key;
        _extras.AddRange(Facts(name, node));
        if (node is not YamlMap map)
            return;

        foreach (var (key, value) in map.Members.Where(member => Normal(member.Key) is "render" or "list"))
        {
            _key = $"{name}/{key}";
            Keep(value, IsAlways, "always or never");
        }
    }

    private static bool? IsAlways(string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "always" => true,
            "never" or "link" or "local" => false,
            _ => Flag(text),
        };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one > other ? one : other ?? one;

    private static string Normal(string key) =>
        key.Replace("-", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .ToLowerInvariant();

    private static IEnumerable<SourceFact> Facts(string name, YamlNode value) =>
        value switch
        {
            YamlMap map => map.Members.SelectMany(member => Facts($"{name}/{member.Key}", member.Value)),
            YamlList list => list.Items.SelectMany(item => Facts(name, item)),
            _ => value is YamlText { Text: { } text } && PlainText.Clean(text).Trim() is { Length: > 0 } clean
                ? [new(name, clean)]
                : [],
        };

    private string? Text(YamlNode node) => Value(node, WebText.Line, "a text");

    private T? Value<T>(YamlNode node, Func<string, T?> read, string allowed, Unread unread = Unread.LeftOut)
    {
        var value = node is YamlText { Text: { } text } ? read(text) : default;
        if (value is null && node is not YamlText { Text: null })
            Wrong(node, allowed, unread);

        return value;
    }

    private void Wrong(YamlNode node, string allowed, Unread unread = Unread.LeftOut)
    {
        var text =
            WebText.Line((node as YamlText)?.Text)
            ?? (
                node is YamlList ? "a list"
                : node is YamlMap ? "keys and values"
                : ""
            );
        var message = $"{_key}: '{(text.Length > 100 ? PlainText.Clean(text[..100]) + "…" : text)}' is not {allowed}.";
        if (unread == Unread.Refused)
            _taking.Refuse(node.Line, message);
        else
            _taking.Warn(
                node.Line,
                message + (unread == Unread.Draft ? " The article is taken as a draft." : " It is left out.")
            );
        if (unread == Unread.Draft)
            Keep(ArticleStatus.Draft);
        IsRefused |= unread == Unread.Refused;
    }

    private DateTimeOffset? Date(YamlNode node, Unread unread = Unread.LeftOut) =>
        Value(node, WebDate.Read, "a date such as 2024-05-01 or 2024-05-01T08:00:00Z", unread);

    private static IEnumerable<YamlNode> Each(YamlNode node) => node is YamlList list ? list.Items : [node];

    // A list, or one text with commas.
    private IEnumerable<string> Texts(YamlNode node) =>
        node is YamlText { Text: { } text } ? text.Split(',') : Each(node).Select(Text).OfType<string>();

    private void Authors(YamlNode node)
    {
        foreach (var author in Each(node))
        {
            if (author is YamlText { Text: { } line })
                _bylines.AddRange(Bylines.Of([line]));
            else if (
                author is YamlMap map
                && Member(map, "name") is { } name
                && Bylines.Of(name, Member(map, "role")) is { } byline
            )
                _bylines.Add(byline);
            else
                Wrong(author, "a name, or a name and a role");
        }
    }

    private void RightsOf(YamlNode node)
    {
        if (node is YamlMap map)
            (_holder, _notice, _terms) = (Member(map, "holder"), Member(map, "notice"), Member(map, "usageterms"));
        else
            _notice = Text(node);
    }

    private void SourceOf(YamlNode node)
    {
        if (node is YamlMap map)
            (Publisher, Url) = (
                Member(map, "publisher") ?? Member(map, "name"),
                WebAddress.Absolute(Member(map, "url"))
            );
        else
            Publisher = Text(node);
    }

    private Picture? Image(YamlNode node)
    {
        var map = node as YamlMap;
        var given = map is null
            ? (node as YamlText)?.Text
            : Member(map, "href") ?? Member(map, "url") ?? Member(map, "src");
        var href = WebAddress.Absolute(given, Url is null ? null : new Uri(Url));
        if (href is null && (given is not null || map is null))
            Wrong(new YamlText(node.Line, given), "an absolute http or https address");
        if (map is null)
            return href is null ? null : new() { Href = href };

        return new()
        {
            Href = href,
            Caption = Member(map, "caption"),
            Credit = Member(map, "credit"),
            AltText = Member(map, "alttext") ?? Member(map, "alt"),
            MediaType = Member(map, "mediatype"),
            Width = Pixels(map, "width"),
            Height = Pixels(map, "height"),
        };
    }

    private static int? Pixels(YamlMap map, string key) =>
        int.TryParse(Member(map, key), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels)
        && pixels is > 0 and <= ImageFacts.MaxPixels
            ? pixels
            : null;

    private static string? Member(YamlMap map, string key) =>
        WebText.Line(
            map.Members.Where(member => Normal(member.Key) == key)
                .Select(member => (member.Value as YamlText)?.Text)
                .FirstOrDefault()
        );

    [GeneratedRegex(@"^(?:-{3,}|\+{3,}|;{3,})[ \t]*\w{0,12}[ \t]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"^(?:#\+|\.\. )?[""']?(?<key>[A-Za-z_][\w-]{0,40})[""']?[ \t]{0,8}[:=]",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Member();
}
