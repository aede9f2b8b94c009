using System.Text.Json.Serialization;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Articles;

/// <summary>
/// An article as clients get it: the one wire shape. The renderer makes its bytes, and every other format is written
/// from it.
/// </summary>
public sealed record ArticleDocument
{
    /// <summary>The article's id, a UUIDv7. It never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its stable name in addresses. An older slug redirects here.</summary>
    public required string Slug { get; init; }

    /// <summary>Where readers find it, when the site's address pattern is configured.</summary>
    public string? Url { get; init; }

    /// <summary>
    /// Where it stands in the first place, when that is elsewhere: what search engines are told to show.
    /// </summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>Raised by every change of what clients get; the ETag begins with it.</summary>
    public int Version { get; init; }

    /// <summary>draft, scheduled, published or withdrawn.</summary>
    public ArticleStatus Status { get; init; }

    /// <summary>
    /// free, metered or subscriber; null, where nobody said, is free. Of the others keys without
    /// <c>subscriber:read</c> get no <c>body</c> and no <c>attributions</c>.
    /// </summary>
    public Access? Access { get; init; }

    /// <summary>Whether its text is for those alone who have the right to it.</summary>
    [JsonIgnore]
    public bool IsRestricted => Access is not (null or Articles.Access.Free);

    /// <summary>BCP 47 language tag; <c>und</c> where it is not known.</summary>
    public string Language { get; init; } = "und";

    public string Headline { get; init; } = "";

    /// <summary>Other headlines by the desk; null where there are none.</summary>
    public Headlines? Headlines { get; init; }

    /// <summary>A summary by the desk; never made from the body.</summary>
    public string? Abstract { get; init; }

    /// <summary>
    /// What stands for the text where that is not given, by the desk; in its place then and in summaries the abstract
    /// or lede.
    /// </summary>
    public string? Teaser { get; init; }

    /// <summary>The text of the first block that has any.</summary>
    public string? Lede { get; init; }

    public Label? Section { get; init; }

    public ValueList<Label> Tags { get; init; } = [];

    public ValueList<Byline> Bylines { get; init; } = [];

    /// <summary>Where and when the text was filed, as printed at its start.</summary>
    public DatelineDocument? Dateline { get; init; }

    /// <summary>
    /// When it was first published, as the source states it or <c>publish</c> set it; null where nobody said.
    /// </summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it first came in here, as a draft or published.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it became visible here.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>When these bytes last changed, for whatever reason.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The last editorial change after publication.</summary>
    public DateTimeOffset? RevisedAt { get; init; }

    public DateTimeOffset? EmbargoUntil { get; init; }

    /// <summary>From when on readers get 410 instead of it; null where it does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who set the embargo: desk, source or publication. Shown only while the article is not public.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EmbargoOrigin? EmbargoSetBy { get; init; }

    /// <summary>False while under embargo, and shown only then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Publishable { get; init; }

    /// <summary>The text in blocks, in reading order. Not in summaries.</summary>
    public ValueList<Block> Body { get; init; } = [];

    public int WordCount { get; init; }

    public int ImageCount { get; init; }

    /// <summary>The one of <c>images</c> that leads; the first where none does.</summary>
    public ImageDocument? LeadImage { get; init; }

    /// <summary>The pictures in order. Not in summaries.</summary>
    public ValueList<ImageDocument> Images { get; init; } = [];

    /// <summary>The pictures as formats list them that show only the first: the lead, then the others.</summary>
    [JsonIgnore]
    public IEnumerable<ImageDocument> ImagesFromLead => Images.OrderBy(image => image.Id != LeadImage?.Id);

    /// <summary>The agencies the text cites, and where. Not in summaries.</summary>
    public ValueList<Attribution> Attributions { get; init; } = [];

    public ValueList<Correction> Corrections { get; init; } = [];

    /// <summary>What an editor chose to be read next, in order. Not in summaries.</summary>
    public ValueList<RelatedLink> RelatedLinks { get; init; } = [];

    public Rights? Rights { get; init; }

    /// <summary>IPTC urgency, 1 (most) to 9.</summary>
    public int? Urgency { get; init; }

    public string? Genre { get; init; }

    /// <summary>
    /// A note to the desks that take the article (IPTC editorial note); whoever may read the article sees it.
    /// </summary>
    public string? EditorNote { get; init; }

    /// <summary>The source's own id.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Where the article was published, as the source states it.</summary>
    public Source Source { get; init; } = Source.Unknown;

    /// <summary>
    /// A JSON object of the client's own, kept as it came and never searched. Not in summaries.
    /// </summary>
    public OpaqueJson? Extensions { get; init; }

    /// <summary>The document of an article as it now is.</summary>
    /// <param name="article">With its images, captions and datelines loaded.</param>
    /// <param name="state">What the log knows of it.</param>
    /// <param name="url">The address of a slug on the site; null where none is configured.</param>
    public static ArticleDocument From(Article article, VersionInfo state, Func<string, string?> url)
    {
        var images = article.Images.OrderBy(use => use.Position).Select(ImageDocument.From).ToValueList();
        var texts = article.Body.SelectMany(block => block.Texts).ToList();

        return new()
        {
            Id = article.Id,
            Slug = article.Slug.ToString(),
            Url = url(article.Slug.ToString()),
            CanonicalUrl = article.CanonicalUrl,
            Version = state.Version,
            Status = article.Status,
            Access = article.Access,
            Language = article.Language,
            Headline = article.Headline,
            Headlines = article.Headlines,
            Abstract = article.Abstract,
            Teaser = article.Teaser,
            Lede = texts.Find(text => text.Length > 0),
            Section = article.Section,
            Tags = article.Tags,
            Bylines = article.Bylines,
            Dateline = DatelineDocument.From(article.Dateline, article.DatelinePrint),
            PublishedAt = article.PublishedAt,
            CreatedAt = state.CreatedAt,
            AvailableAt = state.AvailableAt,
            UpdatedAt = state.UpdatedAt,
            RevisedAt = state.RevisedAt,
            EmbargoUntil = article.EmbargoUntil,
            ExpiresAt = article.ExpiresAt,
            EmbargoSetBy = state.Audience == Audience.Public ? null : article.EmbargoSetBy,
            Publishable = state.Audience == Audience.Embargo ? false : null,
            Body = SetTextWithoutDateline(article),
            WordCount = texts.Sum(CountWords),
            ImageCount = images.Count,
            LeadImage =
                images.FirstOrDefault(image => image.Role == ImageRole.Lead) ?? (images.Count > 0 ? images[0] : null),
            Images = images,
            Attributions = article.Attributions,
            Corrections = article.Corrections,
            RelatedLinks = article.RelatedLinks,
            Rights = article.Rights,
            Urgency = article.Urgency,
            Genre = article.Genre,
            EditorNote = article.EditorNote,
            ExternalId = article.ExternalId,
            Source = article.Source,
            Extensions = article.Extensions,
        };
    }

    /// <summary>
    /// As those get it who have no right to its text. A first paragraph that is the whole text goes with it.
    /// </summary>
    public ArticleDocument WithoutText()
    {
        var lede = Body.SelectMany(block => block.Texts).Count(text => text.Length > 0) == 1 ? null : Lede;

        return this with
        {
            Lede = lede,
            Teaser = new[] { Teaser, Abstract, lede }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)),
            Body = [],
            Attributions = [],
        };
    }

    /// <summary>Words are what white space parts.</summary>
    public static int CountWords(string text)
    {
        var words = 0;
        var inside = false;
        foreach (var c in text)
        {
            var space = char.IsWhiteSpace(c);
            if (!space && !inside)
                words++;
            inside = !space;
        }

        return words;
    }

    private static ValueList<Block> SetTextWithoutDateline(Article article)
    {
        if (article.Dateline is null || article.LedeWithoutDateline is not { } rest)
            return article.Body;

        var blocks = article.Body.ToList();
        var first = blocks.FindIndex(block => block.Texts.Any());
        if (first >= 0 && blocks[first] is Paragraph paragraph)
            blocks[first] = paragraph with { TextWithoutDateline = rest };

        return blocks.ToValueList();
    }
}

/// <summary>What the log knows of an article that its rows do not.</summary>
public sealed record VersionInfo(
    int Version,
    Audience Audience,
    DateTimeOffset CreatedAt,
    DateTimeOffset? AvailableAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? RevisedAt
);

/// <summary>A caption: what it says, what was printed, and where and when the picture was taken.</summary>
public sealed record CaptionDocument(Guid Id, string Language, string? Text, string? Raw, DatelineDocument? Dateline)
{
    public static CaptionDocument From(Caption caption) =>
        new(
            caption.Id,
            caption.Language,
            caption.Text.Length > 0 ? caption.Text : null,
            caption.Raw,
            DatelineDocument.From(caption.Dateline, caption.DatelinePrint)
        );
}

/// <summary>A place, with how this use of the dateline qualifies it.</summary>
public sealed record PlaceDocument(
    string? Locality,
    string? Qualifier,
    string? Near,
    string? Region,
    string? Country,
    string? CountryCode
)
{
    public static PlaceDocument From(Place place, PrintedPlace? print) =>
        new(place.Locality, print?.Qualifier, print?.Near, place.Region, place.Country, place.CountryCode);
}
