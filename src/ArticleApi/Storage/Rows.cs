using System.Security.Cryptography;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Storage;

/// <summary>
/// A slug ever used, so that old ones redirect and none is given twice. A deleted article's slug stays as <c>~</c> and
/// its SHA-256.
/// </summary>
public sealed class SlugRow
{
    public const int MaxLength = Core.Articles.Slug.MaxLength;

    public required string Slug { get; set; }
    public required Guid ArticleId { get; init; }

    /// <summary>
    /// To whom the article was shown under it before it had another slug or audience: the audiences as a set of bits. A
    /// slug that only drafts had leads readers nowhere.
    /// </summary>
    public int ShownTo { get; set; }
}

/// <summary>
/// What an import must not bring in a second time. It outlives the article, so that a deleted one does not come back.
/// </summary>
public sealed class ImportIdentity
{
    /// <summary>Half of the SHA-256 of <see cref="SourceRecord.Identity"/>.</summary>
    public required Guid Identity { get; init; }
    public required Guid ArticleId { get; init; }

    public static Guid Of(SourceRecord source) => Of(source.Identity);

    public static Guid Of(SourceItem item) => Of(SourceRecord.IdentityOf(item.Provider, item.Id));

    private static Guid Of(string identity) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16), bigEndian: true);
}

/// <summary>An API key. Only its hash is kept.</summary>
public sealed class ApiKey
{
    public const int MaxNameLength = 100;

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, lower-case hexadecimal; keys are random, so no salt is needed.</summary>
    public required string Hash { get; init; }

    /// <summary>Separated by spaces.</summary>
    public required string Scopes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>One row: where the log stands. Updating it is the append lock.</summary>
public sealed class LogHead
{
    public int Id { get; init; } = 1;
    public long Seq { get; init; }

    /// <summary>
    /// Raised by every commit, also one that appends nothing: what was read under the same number is still so.
    /// </summary>
    public long Tick { get; init; }

    /// <summary>Drawn by every commit: a restored database gives the numbers again, but not with these.</summary>
    public long Nonce { get; init; }

    /// <summary>The same two, moved only by commits that a caller without a key can notice.</summary>
    public long OpenTick { get; init; }

    /// <inheritdoc cref="OpenTick"/>
    public long OpenNonce { get; init; }

    /// <summary>The last entry that a caller without a key can notice.</summary>
    public long OpenSeq { get; init; }

    /// <summary>
    /// The version of the code whose words the full-text index has; a process of another may not write.
    /// </summary>
    public int IndexVersion { get; init; }

    /// <summary>
    /// How often the index was made anew. Each entry's row has the number under which it was written.
    /// </summary>
    public int IndexGeneration { get; init; }

    /// <summary>Whether entries of an earlier generation may be left.</summary>
    public bool Reindexing { get; init; }

    /// <summary>
    /// Drawn when the database is made; part of every change cursor, so that a cursor of another history is refused.
    /// </summary>
    public required string Epoch { get; init; }

    /// <summary>
    /// Drawn when the database is made, and kept in backups and copies: see <see cref="DatabaseSecret"/>.
    /// </summary>
    public required byte[] Secret { get; init; }
}

/// <summary>One entry of the log: an article as clients got it from this moment on, or its tombstone.</summary>
public sealed class VersionRow
{
    public required long Seq { get; init; }
    public required long ArticleKey { get; init; }
    public required Guid ArticleId { get; init; }
    public required int Number { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Cause { get; init; }
    public string? Reason { get; init; }
    public required string Actor { get; init; }

    /// <summary>Who this version was for.</summary>
    public required Audience Audience { get; init; }

    /// <summary>
    /// Who the version before was for; null where there was none. Tells who has to be told that it is gone.
    /// </summary>
    public Audience? PreviousAudience { get; init; }

    public required int Renderer { get; set; }
    public string? Slug { get; set; }

    /// <summary>The terms this version was found under, and its predecessor, one to a line; null once erased.</summary>
    public string? Terms { get; set; }
    public string? PreviousTerms { get; set; }

    /// <summary>The exact JSON; null for a tombstone and once erased.</summary>
    public byte[]? Document { get; set; }
}

public enum HeadState
{
    Live,
    Withdrawn,
    Deleted,

    /// <summary>Never stored: what those get instead of it who had it before it expired.</summary>
    Expired,
}

/// <summary>
/// The newest version of an article, as lists and items deliver it. Written only under the append lock.
/// </summary>
public sealed class Head
{
    public required long ArticleKey { get; init; }
    public required Guid ArticleId { get; init; }
    public HeadState State { get; set; }

    /// <summary>Its place in the order of publication; null once gone.</summary>
    public long? Timeline { get; set; }
    public Audience Audience { get; set; }
    public int Version { get; set; }
    public long Seq { get; set; }
    public int Renderer { get; set; }
    public DateTimeOffset? AvailableAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? RevisedAt { get; set; }

    /// <summary>When the clock alone changes who may see it.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Since when readers have it no more, where they had it once.</summary>
    public DateTimeOffset? ExpiredAt { get; set; }
    public string? Slug { get; set; }

    /// <summary>The <see cref="LogHead.IndexGeneration"/> that its entry in the full-text index is of.</summary>
    public int IndexGeneration { get; set; }

    /// <summary>
    /// What the body is recognised by when it comes again in other words; null where it is too short, and once gone.
    /// </summary>
    public byte[]? Likeness { get; set; }

    /// <summary>The terms without their audience, one to a line.</summary>
    public string Terms { get; set; } = "";

    /// <summary>The dates it is ordered by, <c>name instant</c> to a line.</summary>
    public string Dates { get; set; } = "";

    /// <summary>The images, captions and datelines it shows, <c>kind key</c> to a line.</summary>
    public string Shows { get; set; } = "";

    public byte[]? Summary { get; set; }

    /// <summary>Once gone: why, and what stands in its place.</summary>
    public string? Reason { get; set; }
    public Guid? ReplacedBy { get; set; }
}

/// <summary>
/// An equality filter's entry: what has this term, at this position. The key serves every such list in order.
/// </summary>
public sealed class Term
{
    /// <summary>
    /// The first column of the key: a question names the audiences it may see, and reaches nothing else.
    /// </summary>
    public required Audience Audience { get; init; }

    /// <summary>The keyed hash of the list, the filter and its folded value, such as <c>section:world</c>.</summary>
    public required long Name { get; init; }

    /// <summary>The article's timeline; for images, captions and datelines the row's key.</summary>
    public required long Position { get; init; }
    public required long Key { get; init; }
}

/// <summary>An entry of a list in the order of a date other than publication.</summary>
public sealed class DateEntry
{
    /// <inheritdoc cref="Term.Audience"/>
    public required Audience Audience { get; init; }

    /// <summary>The keyed hash of the list and the date, such as <c>updated</c>.</summary>
    public required long Name { get; init; }

    /// <summary>Milliseconds since 1970; <see cref="long.MinValue"/> where the row has no such date.</summary>
    public required long At { get; init; }
    public required long Key { get; init; }

    /// <summary>The row's position under its terms, to test other filters.</summary>
    public required long Position { get; set; }

    /// <summary>
    /// The row's next later and next earlier entry in this list, so that a row with several dates comes once.
    /// </summary>
    public long? Above { get; init; }
    public long? Below { get; init; }
}

public enum ComponentKind
{
    Image,
    Caption,
    Dateline,
}

/// <summary>
/// How many articles of an audience use an image, caption or dateline, and what it is filed under for them. There is a
/// row for each audience whose articles use it; what no article uses, and pictures with captions that none does, also
/// have one for the staff.
/// </summary>
public sealed class Showing
{
    public required ComponentKind Kind { get; init; }
    public required long Key { get; init; }
    public required Audience Audience { get; init; }
    public int Uses { get; set; }

    /// <inheritdoc cref="Head.IndexGeneration"/>
    public int IndexGeneration { get; set; }
    public string Terms { get; set; } = "";
    public string Dates { get; set; } = "";
}

/// <summary>What articles are counted by: the filters that take a list of values. The order is stored.</summary>
public enum LabelKind
{
    Section,
    Tag,
    Byline,
    Language,
    Photographer,
    PhotoPlace,
    PhotoCountry,
    PhotoAgency,
    DatelinePlace,
    DatelineCountry,
    DatelineAgency,
    CitedAgency,
    Place,
    Country,
    Agency,

    /// <summary>No filter: searches ask in which languages there are captions.</summary>
    CaptionLanguage,
}

/// <summary>
/// What an article is counted by under facets, in one small row at its position among those of its audience.
/// </summary>
public sealed class FacetRow
{
    public required Audience Audience { get; init; }
    public required long Position { get; init; }

    /// <summary>The codes of its labels, eight bytes each, little-endian.</summary>
    public required byte[] Codes { get; set; }
}

/// <summary>
/// A section, tag, byline, photographer and so on as the articles of an audience print it, and how many of them carry
/// it. How a draft words a name is no other audience's business.
/// </summary>
public sealed class LabelCount
{
    public const int MaxLength = 220;

    public required Audience Audience { get; init; }
    public required LabelKind Kind { get; init; }

    /// <summary>The value as filters compare it.</summary>
    public required string Folded { get; init; }

    /// <summary>The value to filter by, as an article has it: a slug, a country code, a name.</summary>
    public required string Value { get; set; }
    public required string Name { get; set; }

    /// <summary>Stands for it in <see cref="FacetRow.Codes"/>; its lowest bits are the kind.</summary>
    public required long Code { get; init; }
    public int Articles { get; set; }
}

/// <summary>Articles still to be rendered anew after a change that many of them show.</summary>
public sealed class RenderJob
{
    public long Id { get; private set; }
    public required ComponentKind Kind { get; init; }
    public required long Key { get; init; }
    public required string Cause { get; init; }
    public required string Actor { get; init; }
    public required int Total { get; init; }
    public int Done { get; set; }

    /// <summary>The last article rendered; the job goes on after it.</summary>
    public long After { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }
}
