using ArticleApi.Core.Articles;

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
    public IReadOnlyList<SourceProperty> Extras { get; init; } = [];
    public int? FirstLine { get; init; }
    public int? LastLine { get; init; }

    /// <summary>What people call it in a complaint.</summary>
    public string DisplayName => Id ?? Headline ?? "An item";

    public static string Shorten(string text, int most = 100) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");
}

/// <summary>IPTC's publishing status, the more closed behind the more open.</summary>
internal enum WireStatus
{
    /// <summary>The item says nothing.</summary>
    Unspecified,
    Usable,
    Withheld,
    Canceled,
}

/// <summary>A picture as an agency describes it.</summary>
internal sealed record WirePicture
{
    public string? Caption { get; init; }
    public string? Language { get; init; }
    public string? Byline { get; init; }
    public string? Credit { get; init; }
    public string? AltText { get; init; }
    public Rights? Rights { get; init; }

    /// <summary>Null where no file of it can be fetched.</summary>
    public WireRendition? Rendition { get; init; }
}
