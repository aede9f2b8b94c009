using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Articles;

/// <summary>
/// What an article says, before it is one. The API and every importer make drafts; <see cref="Article"/> is made of
/// nothing else.
/// </summary>
public sealed record ArticleDraft
{
    public required string Headline { get; init; }

    public Headlines? Headlines { get; init; }

    /// <summary>The slug asked for; null to derive one from the headline.</summary>
    public Slug? Slug { get; init; }

    /// <summary>BCP 47; <c>und</c> where it is not known.</summary>
    public string Language { get; init; } = "und";

    public string? Abstract { get; init; }

    /// <summary>What stands for the text where that is not given.</summary>
    public string? Teaser { get; init; }

    /// <summary>Who gets the text; null where nobody said, which is everybody.</summary>
    public Access? Access { get; init; }

    public required ValueList<Block> Body { get; init; }

    public ValueList<Byline> Bylines { get; init; } = [];

    public Label? Section { get; init; }

    public ValueList<Label> Tags { get; init; } = [];

    public DatelineReading? Dateline { get; init; }

    /// <summary>The pictures in order; the first is the lead.</summary>
    public ValueList<ImageDraft> Images { get; init; } = [];

    public ValueList<Attribution> Attributions { get; init; } = [];

    /// <summary>What is told to readers of its mistakes; null where that is as it was.</summary>
    public ValueList<Correction>? Corrections { get; init; }

    /// <summary>What is to be read next, in order.</summary>
    public ValueList<RelatedLink> RelatedLinks { get; init; } = [];

    /// <summary>As the source states it; null where it does not.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>Who says until when nobody may see it, and from when on nobody may any more.</summary>
    public EmbargoOrigin EmbargoSetBy { get; init; } = EmbargoOrigin.Source;

    /// <summary>From when on readers are not to have it any more.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public Rights? Rights { get; init; }

    /// <summary>IPTC urgency, 1 (most) to 9.</summary>
    public int? Urgency { get; init; }

    public string? Genre { get; init; }

    public string? EditorNote { get; init; }

    public string? ExternalId { get; init; }

    public string? CanonicalUrl { get; init; }

    public Source Source { get; init; } = Source.Unknown;

    public OpaqueJson? Extensions { get; init; }
}
