using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Articles;

/// <summary>Why the domain refuses a step, in a word for programs and a sentence for people.</summary>
public sealed record DomainError(string Code, string Detail);

/// <summary>
/// An article as editors change it. What readers get is not this but a rendered version in the log;
/// the version number and the instants of the log (available, updated, revised) live there.
/// </summary>
public sealed class Article
{
    public const int MaxHeadlineLength = 500;
    public const int MaxAbstractLength = 5_000;
    public const int MaxLanguageLength = 35;
    public const int MaxGenreLength = 100;
    public const int MaxEditorNoteLength = 5_000;
    public const int MaxExternalIdLength = 500;
    public const int MaxUrlLength = 2_000;
    public const int MaxReasonLength = 1_000;
    public const int MaxTags = 50;
    public const int MaxBylines = 50;
    public const int MaxImages = 200;
    public const int MinUrgency = 1;
    public const int MaxUrgency = 9;

    /// <summary>Publication instants lie from 1000 to 4999, so that one number can hold them in order.</summary>
    public const int MinYear = 1000;
    public const int MaxYear = 4999;

    private readonly List<ImageUse> _images = [];

    public long Key { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>
    /// Raised by every direct change; the concurrency token. Not the version, which also counts changes of what the
    /// article shows.
    /// </summary>
    public int Revision { get; private set; } = 1;

    public ArticleStatus Status { get; private set; } = ArticleStatus.Draft;
    public Access? Access { get; private set; }
    public Slug Slug { get; private set; }
    public string Language { get; private set; } = "und";
    public string Headline { get; private set; } = "";
    public Headlines? Headlines { get; private set; }
    public string? Abstract { get; private set; }
    public string? Teaser { get; private set; }
    public ValueList<Block> Body { get; private set; } = [];
    public ValueList<Byline> Bylines { get; private set; } = [];
    public Label? Section { get; private set; }
    public ValueList<Label> Tags { get; private set; } = [];

    public long? DatelineKey { get; private set; }
    public Dateline? Dateline { get; private set; }
    public PrintedDateline? DatelinePrint { get; private set; }

    /// <summary>
    /// The first text block without the printed dateline; null where the dateline was not printed there.
    /// </summary>
    public string? LedeWithoutDateline { get; private set; }

    /// <summary>In order of position.</summary>
    public IReadOnlyList<ImageUse> Images => _images;

    public ValueList<Attribution> Attributions { get; private set; } = [];
    public ValueList<Correction> Corrections { get; private set; } = [];
    public ValueList<RelatedLink> RelatedLinks { get; private set; } = [];
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Until when the desk holds it back. A source's later version leaves it alone.</summary>
    public DateTimeOffset? DeskEmbargo { get; private set; }

    /// <summary>Until when its source holds it back; each later version says it anew.</summary>
    public DateTimeOffset? SourceEmbargo { get; private set; }

    /// <summary>When the desk publishes it, where that was yet to come.</summary>
    public DateTimeOffset? PublicationEmbargo { get; private set; }

    /// <summary>From when on readers have it no more, as the desk says.</summary>
    public DateTimeOffset? DeskExpiry { get; private set; }

    /// <summary>The same as its source says; each later version says it anew.</summary>
    public DateTimeOffset? SourceExpiry { get; private set; }

    public Rights? Rights { get; private set; }
    public int? Urgency { get; private set; }
    public string? Genre { get; private set; }
    public string? EditorNote { get; private set; }
    public string? ExternalId { get; private set; }
    public string? CanonicalUrl { get; private set; }
    public Source Source { get; private set; } = Source.Unknown;
    public OpaqueJson? Extensions { get; private set; }

    private Article() { }

    /// <summary>The only maker.</summary>
    /// <param name="slug">Free to use; the slugs' unique index has the last word.</param>
    /// <param name="dateline">The shared row of the draft's dateline; null where it has none.</param>
    public static Article From(ArticleDraft draft, Slug slug, Dateline? dateline, Guid id)
    {
        var article = new Article { Id = id, Slug = slug };
        article.Apply(draft, dateline);
        article.SetEmbargo(draft.EmbargoSetBy, draft.EmbargoUntil);
        (article.DeskExpiry, article.SourceExpiry) =
            draft.EmbargoSetBy == EmbargoOrigin.Desk
                ? (draft.ExpiresAt, null)
                : ((DateTimeOffset?)null, draft.ExpiresAt);
        return article;
    }

    /// <summary>
    /// Until when only those who may read what is under embargo see it: the latest of what holds it back.
    /// </summary>
    public DateTimeOffset? EmbargoUntil => Latest(DeskEmbargo, Latest(PublicationEmbargo, SourceEmbargo));

    /// <summary>Who set the embargo that ends last; null where there is none.</summary>
    public EmbargoOrigin? EmbargoSetBy
    {
        get
        {
            if (EmbargoUntil is not { } until)
                return null;
            if (until == DeskEmbargo)
                return EmbargoOrigin.Desk;
            return until == PublicationEmbargo ? EmbargoOrigin.Publication : EmbargoOrigin.Source;
        }
    }

    /// <summary>From when on readers have it no more; null where that is not known.</summary>
    public DateTimeOffset? ExpiresAt => DeskExpiry is null || SourceExpiry < DeskExpiry ? SourceExpiry : DeskExpiry;

    /// <summary>
    /// Replaces everything a draft of the desk says, pictures apart. The desk has the last word: an embargo or expiry
    /// other than before takes the place of whatever was set, and one that is as before stays whoever's it was.
    /// </summary>
    public void Replace(ArticleDraft draft, Slug slug, Dateline? dateline, DateTimeOffset now)
    {
        var (isOut, stated, moved) = (
            AudienceAt(now) == Audience.Public,
            PublishedAt,
            !IsSameInstant(draft.EmbargoUntil, EmbargoUntil)
        );
        if (moved)
            SetEmbargo(EmbargoOrigin.Desk, draft.EmbargoUntil);
        if (!IsSameInstant(draft.ExpiresAt, ExpiresAt))
            (DeskExpiry, SourceExpiry) = (draft.ExpiresAt, null);
        Slug = slug;
        Apply(draft, dateline);
        Revision++;

        // What readers have already is not taken from them for a date, and a date that is taken away opens nothing.
        if (
            Status != ArticleStatus.Published
            || isOut
            || PublishedAt is null
            || (!moved && IsSameInstant(PublishedAt, stated))
        )
            return;

        PublicationEmbargo = FutureOrNull(PublishedAt, now);
        SourceEmbargo = IsSameInstant(SourceEmbargo, stated) ? null : SourceEmbargo;
    }

    /// <summary>
    /// The member of a desk's draft that would change when readers have a published article; null where none would.
    /// </summary>
    public string? FindChangedVisibilityMember(ArticleDraft draft, DateTimeOffset now)
    {
        if (Status != ArticleStatus.Published)
            return null;
        if (!IsSameInstant(draft.EmbargoUntil, EmbargoUntil))
            return "embargoUntil";
        if (!IsSameInstant(draft.ExpiresAt, ExpiresAt))
            return "expiresAt";

        var moves =
            AudienceAt(now) != Audience.Public
            && !IsSameInstant(draft.PublishedAt, PublishedAt)
            && (draft.PublishedAt > now || PublishedAt > now);
        return moves ? "publishedAt" : null;
    }

    /// <summary>Holds it back as its source now says; what the desk set stays.</summary>
    /// <param name="opens">
    /// Whether the source publishes it: then a date of publication that is yet to come holds it too.
    /// </param>
    /// <param name="lifts">
    /// Whether it may thereby become open sooner, or stay open for longer, than its source said before.
    /// </param>
    public void SetSourceVisibility(ArticleDraft draft, bool opens, bool lifts, DateTimeOffset now)
    {
        // What readers have already is not taken from them for a date of publication.
        var published = opens && AudienceAt(now) != Audience.Public ? FutureOrNull(draft.PublishedAt, now) : null;
        var embargo = Latest(draft.EmbargoUntil, published);
        SourceEmbargo = lifts ? embargo : Latest(SourceEmbargo, embargo);
        SourceExpiry = lifts || SourceExpiry is null || draft.ExpiresAt < SourceExpiry ? draft.ExpiresAt : SourceExpiry;
    }

    /// <summary>
    /// Replaces what its source says by what it now says, pictures and what holds it back apart. A date on which the
    /// desk is yet to publish it stays, and so does what hardly any source speaks of, where it does not.
    /// </summary>
    public void ReviseFromSource(ArticleDraft draft, Dateline? dateline, DateTimeOffset now)
    {
        Apply(
            draft with
            {
                PublishedAt = PublicationEmbargo > now ? PublishedAt : draft.PublishedAt,
                Access = draft.Access ?? Access,
                Headlines = draft.Headlines ?? Headlines,
                Teaser = draft.Teaser ?? Teaser,
                CanonicalUrl = draft.CanonicalUrl ?? CanonicalUrl,
                RelatedLinks = draft.RelatedLinks.Count > 0 ? draft.RelatedLinks : RelatedLinks,
                Extensions = draft.Extensions ?? Extensions,
            },
            dateline
        );
        Revision++;
    }

    /// <summary>
    /// Shows these pictures in this order. A picture that is shown already keeps its use; one that is shown no longer
    /// takes its blocks of the body with it. Of several leads the first stays one.
    /// </summary>
    public void SetImages(IReadOnlyList<ImageUse> uses)
    {
        var shown = uses.Select(
                (use, index) =>
                {
                    var kept = _images.Find(own => ReferenceEquals(own.Image, use.Image)) ?? use;
                    kept.Update(index + 1, use.Role, use.Caption);
                    return kept;
                }
            )
            .ToList();

        _images.RemoveAll(own => !shown.Contains(own));
        _images.AddRange(shown.Where(use => !_images.Contains(use)));
        _images.Sort((a, b) => a.Position.CompareTo(b.Position));
        foreach (var other in _images.Where(use => use.Role == ImageRole.Lead).Skip(1))
            other.Update(other.Position, ImageRole.Inline, other.Caption);
        if (Body.Any(block => block is ImageBlock))
            Body = Body.Select(block => block is ImageBlock image ? Place(image) : block).OfType<Block>().ToValueList();
        Revision++;
    }

    /// <summary>Tells readers these corrections and no others.</summary>
    public void SetCorrections(ValueList<Correction> corrections)
    {
        Corrections = corrections;
        Revision++;
    }

    /// <summary>
    /// Lets readers see it, at an instant that is yet to come only then. A withdrawn article may come back this way.
    /// </summary>
    /// <param name="publishedAt">
    /// As stated; null keeps what the article says, or where it says nothing takes <paramref name="now"/>.
    /// </param>
    public DomainError? Publish(DateTimeOffset? publishedAt, DateTimeOffset now)
    {
        if (Status == ArticleStatus.Published)
            return new("already-published", "The article is published already.");

        PublishedAt = publishedAt ?? PublishedAt ?? now;
        PublicationEmbargo = FutureOrNull(PublishedAt, now);
        if (ExpiresAt is { } end && end <= (Latest(EmbargoUntil, now) ?? now))
            return new(
                "expires-first",
                $"It expires on {InstantJsonConverter.Format(end)}, before readers would have it; set expiresAt first."
            );

        return SetPublished();
    }

    /// <summary>
    /// Publishes what a source has published, or is yet to publish; the publication instant stays what the source
    /// states, or null.
    /// </summary>
    public DomainError? PublishAsSourced(DateTimeOffset now)
    {
        if (
            Status != ArticleStatus.Published
            && FutureOrNull(PublishedAt, now) is { } coming
            && !(EmbargoUntil >= coming)
        )
            SourceEmbargo = coming;

        return SetPublished();
    }

    /// <summary>Takes it from readers. The editors' rows stay; the log's text goes.</summary>
    public DomainError? Withdraw()
    {
        if (Status != ArticleStatus.Published)
            return new("not-published", $"Only a published article can be withdrawn; this one is {Name(Status)}.");

        Status = ArticleStatus.Withdrawn;
        Revision++;
        return null;
    }

    /// <summary>Whether readers would lose something: then deleting takes the right to publish.</summary>
    public bool IsPublished => Status == ArticleStatus.Published;

    /// <summary>The members that a draft may leave empty, but nothing that is published.</summary>
    public IReadOnlyList<string> MissingMembers =>
        [
            .. Headline.Length > 0 ? (string[])[] : ["headline"],
            .. Body.SelectMany(block => block.Texts).Any(text => text.Length > 0) ? (string[])[] : ["body"],
        ];

    public Audience AudienceAt(DateTimeOffset now) =>
        Status switch
        {
            ArticleStatus.Published when IsExpiredAt(now) => Audience.Staff,
            ArticleStatus.Published => EmbargoUntil > now ? Audience.Embargo : Audience.Public,
            _ => Audience.Staff,
        };

    public bool IsExpiredAt(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>When the clock alone changes who may see it; null where it does not.</summary>
    public DateTimeOffset? NextVisibilityChange(DateTimeOffset now)
    {
        if (Status != ArticleStatus.Published || IsExpiredAt(now))
            return null;
        return EmbargoUntil > now && !(ExpiresAt < EmbargoUntil) ? EmbargoUntil : ExpiresAt;
    }

    // One at a time: whoever sets an embargo replaces those of the others.
    private void SetEmbargo(EmbargoOrigin origin, DateTimeOffset? until)
    {
        DeskEmbargo = origin == EmbargoOrigin.Desk ? until : null;
        SourceEmbargo = origin == EmbargoOrigin.Source ? until : null;
        PublicationEmbargo = origin == EmbargoOrigin.Publication ? until : null;
    }

    // By the id of its picture; null where the article does not show it.
    private ImageBlock? Place(ImageBlock block)
    {
        var shown = block.Number is { } number
            ? _images.ElementAtOrDefault(number - 1)
            : _images.Find(use => use.Image.Id.ToString() == block.Image);

        return shown is null ? null : ImageBlock.Of(shown.Image.Id);
    }

    private DomainError? SetPublished()
    {
        if (MissingMembers is { Count: > 0 } missing)
            return new("unfinished", $"It has no {string.Join(" and no ", missing)} yet, which readers need.");

        Status = ArticleStatus.Published;
        Revision++;
        return null;
    }

    private void Apply(ArticleDraft draft, Dateline? dateline)
    {
        Access = draft.Access;
        Language = draft.Language;
        Headline = draft.Headline;
        Headlines = draft.Headlines;
        Abstract = draft.Abstract;
        Teaser = draft.Teaser;
        Body = draft.Body;
        Bylines = draft.Bylines;
        Section = draft.Section;
        Tags = draft.Tags;
        Dateline = dateline;
        DatelineKey = dateline?.Key;
        DatelinePrint = draft.Dateline?.Printed;
        LedeWithoutDateline = draft.Dateline?.BodyRemainder;
        Attributions = draft.Attributions;
        Corrections = draft.Corrections ?? Corrections;
        RelatedLinks = draft.RelatedLinks;
        PublishedAt = draft.PublishedAt;
        Rights = draft.Rights;
        Urgency = draft.Urgency;
        Genre = draft.Genre;
        EditorNote = draft.EditorNote;
        ExternalId = draft.ExternalId;
        CanonicalUrl = draft.CanonicalUrl;
        Source = draft.Source;
        Extensions = draft.Extensions;
    }

    private static DateTimeOffset? FutureOrNull(DateTimeOffset? instant, DateTimeOffset now) =>
        instant > now ? instant : null;

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other : one;

    // Clients get and send back milliseconds, and sources may state less than those.
    private static bool IsSameInstant(DateTimeOffset? one, DateTimeOffset? other) =>
        one is { } first && other is { } second
            ? InstantParser.TruncateToMilliseconds(first) == InstantParser.TruncateToMilliseconds(second)
            : one is null && other is null;

    private static string Name(ArticleStatus status) => status.ToString().ToLowerInvariant();
}
