using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Articles;

/// <summary>Why the domain refuses a step, in a word for programs and a sentence for people.</summary>
public sealed record Refusal(string Code, string Detail);

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

    /// <summary>Raised by every direct change; the concurrency token. Not the version, which also counts changes of what the article shows.</summary>
    public int Revision { get; private set; } = 1;

    public ArticleStatus Status { get; private set; } = ArticleStatus.Draft;
    public Slug Slug { get; private set; }
    public string Language { get; private set; } = "und";
    public string Headline { get; private set; } = "";
    public string? Abstract { get; private set; }
    public ValueList<Block> Body { get; private set; } = [];
    public ValueList<Byline> Bylines { get; private set; } = [];
    public Label? Section { get; private set; }
    public ValueList<Label> Tags { get; private set; } = [];

    public long? DatelineKey { get; private set; }
    public Dateline? Dateline { get; private set; }
    public DatelinePrint? DatelinePrint { get; private set; }

    /// <summary>The first text block without the printed dateline; null where the dateline was not printed there.</summary>
    public string? LedeWithoutDateline { get; private set; }

    /// <summary>In order of position.</summary>
    public IReadOnlyList<ImageUse> Images => _images;

    public ValueList<Attribution> Attributions { get; private set; } = [];
    public ValueList<Correction> Corrections { get; private set; } = [];
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? EmbargoUntil { get; private set; }
    public Rights? Rights { get; private set; }
    public int? Urgency { get; private set; }
    public string? Genre { get; private set; }
    public string? EditorNote { get; private set; }
    public string? ExternalId { get; private set; }
    public Source Source { get; private set; } = Source.Unknown;

    private Article() { }

    /// <summary>The only maker.</summary>
    /// <param name="slug">Free to use; the slugs' unique index has the last word.</param>
    /// <param name="dateline">The shared row of the draft's dateline; null where it has none.</param>
    public static Article From(ArticleDraft draft, Slug slug, Dateline? dateline, Guid id)
    {
        var article = new Article { Id = id, Slug = slug };
        article.Take(draft, dateline);
        return article;
    }

    /// <summary>Replaces everything a draft says, pictures apart.</summary>
    public void Replace(ArticleDraft draft, Slug slug, Dateline? dateline)
    {
        Slug = slug;
        Take(draft, dateline);
        Revision++;
    }

    /// <summary>Shows these pictures in this order. A picture that is shown already keeps its use.</summary>
    public void Show(IReadOnlyList<ImageUse> uses)
    {
        var shown = uses.Select((use, index) =>
        {
            var kept = _images.Find(own => ReferenceEquals(own.Image, use.Image)) ?? use;
            kept.Place(index + 1, use.Role, use.Caption);
            return kept;
        }).ToList();

        _images.RemoveAll(own => !shown.Contains(own));
        _images.AddRange(shown.Where(use => !_images.Contains(use)));
        _images.Sort((a, b) => a.Position.CompareTo(b.Position));
        Revision++;
    }

    /// <summary>Lets readers see it. A withdrawn article may come back this way.</summary>
    /// <param name="publishedAt">As stated; null keeps what the article says, or where it says nothing takes <paramref name="now"/>.</param>
    public Refusal? Publish(DateTimeOffset? publishedAt, DateTimeOffset now)
    {
        if (Status == ArticleStatus.Published)
            return new("already-published", "The article is published already.");

        PublishedAt = publishedAt ?? PublishedAt ?? now;
        return Open();
    }

    /// <summary>Publishes what a source has published already; the publication instant stays what the source states, or null.</summary>
    public Refusal? PublishAsStated() => Open();

    /// <summary>Takes it from readers. The editors' rows stay; the log's text goes.</summary>
    public Refusal? Withdraw()
    {
        if (Status != ArticleStatus.Published)
            return new("not-published", $"Only a published article can be withdrawn; this one is {Name(Status)}.");

        Status = ArticleStatus.Withdrawn;
        Revision++;
        return null;
    }

    /// <summary>Tells readers what was put right.</summary>
    public Refusal? Correct(Correction correction)
    {
        if (Status != ArticleStatus.Published)
            return new("not-published", $"Only a published article can be corrected; this one is {Name(Status)}.");

        Corrections = [.. Corrections, correction];
        Revision++;
        return null;
    }

    /// <summary>Whether readers would lose something: then deleting takes the right to publish.</summary>
    public bool IsOpenToReaders => Status == ArticleStatus.Published;

    public Audience AudienceAt(DateTimeOffset now) => Status switch
    {
        ArticleStatus.Published => EmbargoUntil is { } until && until > now ? Audience.Embargo : Audience.Public,
        _ => Audience.Staff,
    };

    /// <summary>When the clock alone changes who may see it; null where it does not.</summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset now) =>
        Status == ArticleStatus.Published && EmbargoUntil > now ? EmbargoUntil : null;

    private Refusal? Open()
    {
        if (!Body.SelectMany(block => block.Texts).Any(text => text.Length > 0))
            return new("empty-body", "An article without text cannot be published.");

        Status = ArticleStatus.Published;
        Revision++;
        return null;
    }

    private void Take(ArticleDraft draft, Dateline? dateline)
    {
        Language = draft.Language;
        Headline = draft.Headline;
        Abstract = draft.Abstract;
        Body = draft.Body;
        Bylines = draft.Bylines;
        Section = draft.Section;
        Tags = draft.Tags;
        (Dateline, DatelineKey, DatelinePrint) = (dateline, dateline?.Key, draft.Dateline?.Print);
        LedeWithoutDateline = draft.Dateline?.Rest;
        Attributions = draft.Attributions;
        PublishedAt = draft.PublishedAt;
        EmbargoUntil = draft.EmbargoUntil;
        Rights = draft.Rights;
        Urgency = draft.Urgency;
        Genre = draft.Genre;
        EditorNote = draft.EditorNote;
        ExternalId = draft.ExternalId;
        Source = draft.Source;
    }

    private static string Name(ArticleStatus status) => status.ToString().ToLowerInvariant();
}
