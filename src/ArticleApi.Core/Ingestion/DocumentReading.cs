using System.Globalization;
using System.Numerics;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion;

/// <summary>What a reader makes of one document: drafts, and what it could not take or had to guess.</summary>
public sealed record DocumentReading(IReadOnlyList<ReadArticle> Articles, IReadOnlyList<Complaint> Complaints)
{
    /// <summary>Items that the source takes back.</summary>
    public IReadOnlyList<ReadWithdrawal> Withdrawals { get; init; } = [];
}

/// <summary>One article found in a document.</summary>
/// <param name="FirstLine">From 1; null where the format has no lines.</param>
public sealed record ReadArticle(ArticleDraft Draft, int? FirstLine, int? LastLine, bool? PossiblyTruncated)
{
    /// <summary>The id to keep, where it comes from a service like this one and the id is free.</summary>
    public Guid? Id { get; init; }

    /// <summary>Which of its source's items it is, where the source says so.</summary>
    public SourceItem? Item { get; init; }

    /// <summary>
    /// What the document says of its state; null where it says nothing, and has therefore been published.
    /// </summary>
    public ArticleStatus? Status { get; init; }

    /// <summary>What the source says of it that no field holds, in the order of the document.</summary>
    public ValueList<SourceFact> Extras { get; init; } = [];
}

/// <summary>
/// An item that its provider takes back (IPTC pubStatus <c>canceled</c>), whatever version of it is here.
/// </summary>
/// <param name="Reason">As the provider states it; null where it does not.</param>
/// <param name="Line">From 1; null where the format has no lines.</param>
public sealed record ReadWithdrawal(SourceItem Item, string? Reason, int? Line);

/// <summary>An item as its provider knows it.</summary>
/// <param name="Version">Null where the provider does not number versions.</param>
public sealed record SourceItem(string Provider, string Id, string? Version)
{
    /// <summary>When the provider made this version; null where it does not say.</summary>
    public DateTimeOffset? VersionCreated { get; init; }

    /// <summary>
    /// Whether a version comes after another of the same item: by number, else by when they were made.
    /// </summary>
    /// <returns>Null where neither tells.</returns>
    public static bool? IsAfter(string? version, DateTimeOffset? made, string? other, DateTimeOffset? otherMade) =>
        BigInteger.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && BigInteger.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var otherNumber)
        && number != otherNumber
            ? number > otherNumber
        : made is { } at && otherMade is { } otherAt && at != otherAt ? at > otherAt
        : version is not null && version == other ? false
        : null;
}

public enum Severity
{
    /// <summary>Taken, with a doubt worth a look.</summary>
    Warning,

    /// <summary>Not taken.</summary>
    Error,
}

/// <summary>What is wrong with a document, and where.</summary>
/// <param name="Line">From 1; null where it concerns the whole document.</param>
public sealed record Complaint(Severity Severity, string Document, int? Line, string Message)
{
    public override string ToString() =>
        $"{Document}{(Line is { } line ? $":{line}" : "")}: {(Severity == Severity.Error ? "error" : "warning")}: {Message}";
}
