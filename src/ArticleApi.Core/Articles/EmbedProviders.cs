namespace ArticleApi.Core.Articles;

/// <summary>The sites that articles may embed from, by name, each with its domains.</summary>
public sealed class EmbedProviders
{
    /// <summary>Those of a service that is not configured otherwise.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> DefaultDomains =
    [
        new("Dailymotion", "dailymotion.com"),
        new("Datawrapper", "datawrapper.de"),
        new("Datawrapper", "dwcdn.net"),
        new("Facebook", "facebook.com"),
        new("Flourish", "flourish.studio"),
        new("Instagram", "instagram.com"),
        new("SoundCloud", "soundcloud.com"),
        new("Spotify", "spotify.com"),
        new("TikTok", "tiktok.com"),
        new("Vimeo", "vimeo.com"),
        new("X", "twitter.com"),
        new("X", "x.com"),
        new("YouTube", "youtu.be"),
        new("YouTube", "youtube-nocookie.com"),
        new("YouTube", "youtube.com"),
    ];

    private readonly Dictionary<string, string> _byDomain;

    /// <param name="domains">A provider's name and one of its domains, below which its hosts are.</param>
    public EmbedProviders(IEnumerable<KeyValuePair<string, string>> domains) =>
        _byDomain = domains
            .DistinctBy(each => each.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(each => each.Value, each => each.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, each once, in the order of the alphabet.</summary>
    public IEnumerable<string> Names => _byDomain.Values.Distinct().Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whose an address is; null where it is none of theirs, or no absolute http or https address.</summary>
    public string? Find(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;

        for (var domain = uri.IdnHost; ; )
        {
            if (_byDomain.TryGetValue(domain, out var name))
                return name;
            if (domain.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0)
                domain = domain[(dot + 1)..];
            else
                return null;
        }
    }

    /// <summary>
    /// The blocks as they may be shown here: what is embedded from another site than these becomes a link to it.
    /// </summary>
    public ValueList<Block> Restrict(ValueList<Block> blocks) =>
        blocks.OfType<EmbedBlock>().All(embed => Find(embed.Url) == embed.Provider)
            ? blocks
            : blocks.Select(block => block is EmbedBlock embed ? ToBlock(embed.Url, embed.Title) : block).ToValueList();

    /// <summary>An embed, or a link where the address is none of a provider.</summary>
    internal Block ToBlock(string url, string? title) =>
        Find(url) is { } provider ? new EmbedBlock(url, provider, title) : ToLink(url, title);

    private static Paragraph ToLink(string url, string? title)
    {
        var text = title ?? url;
        return new(text, $"<a href=\"{InlineHtml.EscapeAttribute(url)}\">{InlineHtml.Escape(text)}</a>");
    }
}
