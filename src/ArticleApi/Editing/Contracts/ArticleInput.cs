using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Editing.Contracts;

/// <summary>
/// An article as it is sent. The members are those of the article itself; what the service sets may be sent back
/// unchanged.
/// </summary>
public record ArticleInput
{
    /// <summary>
    /// The headline, as plain text in one line; up to 500 characters. Only a draft may be without one.
    /// </summary>
    public string? Headline { get; init; }

    /// <summary>Other headlines, each of up to 500 characters in one line.</summary>
    public Headlines? Headlines { get; init; }

    /// <summary>The slug; derived from the headline where it is left out.</summary>
    public string? Slug { get; init; }

    /// <summary>BCP 47; read from the text where it is left out.</summary>
    public string? Language { get; init; }

    /// <summary>A summary by the desk.</summary>
    public string? Abstract { get; init; }

    /// <summary>What those get who do not get the text; the abstract or lede where it is left out.</summary>
    public string? Teaser { get; init; }

    /// <summary>Who gets the text of it, once published; left out or null it is free.</summary>
    public Access? Access { get; init; }

    /// <summary>
    /// The text in blocks. Send this, <c>bodyHtml</c> or <c>bodyText</c>; a draft may be without a text.
    /// </summary>
    [MaxLength(Block.MaxCount)]
    public ValueList<BlockInput>? Body { get; init; }

    /// <summary>
    /// The text as HTML of up to 200,000 tags; sanitised, and read into blocks. What is left out is told in
    /// <c>warnings</c>. What GET gives as <c>bodyHtml</c> may be sent back, figures of its pictures and all.
    /// </summary>
    public string? BodyHtml { get; init; }

    /// <summary>The text as plain text; blank lines part paragraphs.</summary>
    public string? BodyText { get; init; }

    [MaxLength(Article.MaxBylines)]
    public ValueList<BylineInput>? Bylines { get; init; }

    public LabelInput? Section { get; init; }

    [MaxLength(Article.MaxTags)]
    public ValueList<LabelInput>? Tags { get; init; }

    /// <summary>
    /// Where and when the text was filed; read from the first paragraph where it is left out, none where it is null.
    /// </summary>
    public DatelineInput? Dateline { get; init; }

    /// <summary>
    /// When it was first published, with an offset; null where nobody said. Of a published article that readers do not
    /// have yet, an instant to come is when they get it.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Until then only keys with <c>embargo:read</c> see it.</summary>
    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>
    /// From then on readers get 410 instead of it, and only keys that see drafts still have it. After
    /// <c>publishedAt</c> and <c>embargoUntil</c>.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public Rights? Rights { get; init; }

    /// <summary>IPTC urgency, 1 (most) to 9.</summary>
    public int? Urgency { get; init; }

    public string? Genre { get; init; }

    /// <summary>
    /// A note to the desks that take the article (IPTC editorial note); whoever may read the article sees it.
    /// </summary>
    public string? EditorNote { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>Where it stands in the first place, when that is elsewhere; an http or https address.</summary>
    public string? CanonicalUrl { get; init; }

    public Source? Source { get; init; }

    /// <summary>
    /// The pictures in order; the first leads. Pictures that exist are named by <c>id</c>, others are made.
    /// </summary>
    [MaxLength(Article.MaxImages)]
    public ValueList<ImageUseInput>? Images { get; init; }

    /// <summary>
    /// What is told to readers of its mistakes, all of it; what it was where it is left out.
    /// </summary>
    [MaxLength(Correction.MaxCount)]
    public ValueList<ListedCorrectionInput>? Corrections { get; init; }

    /// <summary>
    /// What is to be read next, in order: articles here by <c>articleId</c>, other addresses by <c>url</c> and
    /// <c>title</c>.
    /// </summary>
    [MaxLength(RelatedLink.MaxCount)]
    public ValueList<RelatedLink>? RelatedLinks { get; init; }

    /// <summary>The agencies the text cites; read from the text where they are left out.</summary>
    [MaxLength(Block.MaxCount)]
    public ValueList<Attribution>? Attributions { get; init; }

    /// <summary>
    /// A JSON object of your own, of up to 8,192 bytes; kept and given as it comes, and never searched.
    /// </summary>
    public OpaqueJson? Extensions { get; init; }
}

/// <summary>
/// A section or tag, by its name or its slug: what articles carry under it already is meant, or it is made.
/// </summary>
public sealed record LabelInput
{
    /// <summary>What readers see.</summary>
    public string? Name { get; init; }

    /// <summary>The stable name in addresses and filters; derived from the name of a new one.</summary>
    public string? Slug { get; init; }
}

/// <summary>Who wrote or made it, by name or by slug as a section is.</summary>
public sealed record BylineInput
{
    /// <summary>What readers see, without "By".</summary>
    public string? Name { get; init; }

    /// <summary>The stable name in addresses and filters; derived from the name of a new one.</summary>
    public string? Slug { get; init; }
    public string? Role { get; init; }
}

/// <summary>A picture as an article uses it: one that exists, by <c>id</c>, or a new one.</summary>
public sealed record ImageUseInput : ImageInput
{
    /// <summary>An image that exists; its own members are changed at <c>/v1/images/{id}</c>.</summary>
    public Guid? Id { get; init; }

    /// <summary>lead or inline; left out, the first picture leads.</summary>
    public ImageRole? Role { get; init; }

    /// <summary>From 1, in order; may be left out.</summary>
    public int? Position { get; init; }
}

/// <summary>Who is credited. The line alone is read apart; what is sent beside it is taken as it is.</summary>
public sealed record CreditInput
{
    /// <summary>The credit line as printed.</summary>
    public required string Line { get; init; }
    public string? Agency { get; init; }
    public string? Photographer { get; init; }
    public bool? Handout { get; init; }

    /// <summary>Set by the service; ignored when sent back.</summary>
    public CreditOrigin? Origin { get; init; }
}

/// <summary>A dateline as it is sent: the facts, and how they were printed.</summary>
public sealed record DatelineInput
{
    /// <summary>Set by the service: the same facts are one shared row.</summary>
    public Guid? Id { get; init; }

    /// <summary>The printed words.</summary>
    public string? Raw { get; init; }

    [MaxLength(DatelineFacts.MaxPlaces)]
    public ValueList<PlaceInput>? Places { get; init; }
    public Core.Datelines.PartialDate? Date { get; init; }
    public string? Agency { get; init; }
}

/// <summary>A place, with the words that it was printed with.</summary>
[DisplayName("PlaceInput")]
public sealed record PlaceInput : PlaceFactsInput
{
    public string? Qualifier { get; init; }
    public string? Near { get; init; }
}
