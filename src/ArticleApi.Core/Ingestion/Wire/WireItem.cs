using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// What an agency says of one of its items, in its own words; every wire format is read into this first.
/// </summary>
internal sealed record WireItem
{
    public string? Headline { get; init; }
    public string? Abstract { get; init; }
    public ValueList<Block> Body { get; init; } = [];
    public string? Language { get; init; }

    /// <summary>As printed, "By" and all, with what is said of those named.</summary>
    public IReadOnlyList<(string Names, string? Title)> Bylines { get; init; } = [];

    /// <summary>A dateline in a field of its own.</summary>
    public string? Dateline { get; init; }

    public string? Section { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? EmbargoUntil { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public Rights? Rights { get; init; }
    public int? Urgency { get; init; }
    public string? Genre { get; init; }
    public string? EditorNote { get; init; }
    public string? Publisher { get; init; }

    /// <summary>Its id at the agency, the same in all its versions.</summary>
    public string? Id { get; init; }

    /// <summary>Whose id it is; null where nobody is named.</summary>
    public string? Provider { get; init; }

    public string? Version { get; init; }
    public DateTimeOffset? VersionCreated { get; init; }
    public WireStatus Status { get; init; }
    public IReadOnlyList<WirePicture> Pictures { get; init; } = [];
    public IReadOnlyList<SourceFact> Extras { get; init; } = [];
    public int? FirstLine { get; init; }
    public int? LastLine { get; init; }

    /// <summary>What people call it in a complaint.</summary>
    public string Name => Id ?? Headline ?? "An item";
}

/// <summary>IPTC's publishing status, the more closed behind the more open.</summary>
internal enum WireStatus
{
    /// <summary>The item says nothing.</summary>
    Unsaid,
    Usable,
    Withheld,
    Canceled,
}

internal static class WireStatuses
{
    /// <summary>By its code, alone or at the end of a QCode or an address; null where it is none of IPTC's.</summary>
    public static WireStatus? Of(string? code) =>
        code?[(code.LastIndexOfAny([':', '/']) + 1)..].ToLowerInvariant() switch
        {
            null => WireStatus.Unsaid,
            "usable" => WireStatus.Usable,
            "withheld" => WireStatus.Withheld,
            "canceled" or "cancelled" => WireStatus.Canceled,
            _ => null,
        };

    /// <summary>The most closed of several; what is none of IPTC's opens nothing.</summary>
    public static WireStatus Of(IEnumerable<string> codes) =>
        codes.Select(code => Of(code) ?? WireStatus.Withheld).DefaultIfEmpty(WireStatus.Unsaid).Max();
}

/// <summary>A picture as an agency describes it.</summary>
internal sealed record WirePicture
{
    public string? Caption { get; init; }
    public string? Language { get; init; }
    public string? By { get; init; }
    public string? Credit { get; init; }
    public string? AltText { get; init; }
    public Rights? Rights { get; init; }

    /// <summary>Null where no file of it can be fetched.</summary>
    public WireFile? File { get; init; }
}

/// <summary>One file of a picture.</summary>
internal sealed record WireFile(string Href, string? MediaType, int? Width, int? Height)
{
    /// <summary>The largest that a browser can fetch and show; a size that is not given counts for nothing.</summary>
    public static WireFile? Largest(IEnumerable<WireFile> files) =>
        files
            .Where(file =>
                IsAddress(file.Href)
                && file.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != false
            )
            .MaxBy(file => (long)(file.Width ?? 0) * (file.Height ?? 0));

    private static bool IsAddress(string href) =>
        href.Length <= ImageFacts.MaxHrefLength
        && Uri.TryCreate(href, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https";
}
