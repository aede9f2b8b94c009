using ArticleApi.Core.Articles;

namespace ArticleApi.Features.Changes;

public enum ChangeOp
{
    Put,
    Remove,
}

/// <summary>
/// One change, as the feed tells it. A follower needs only <c>op</c>: put is upsert, remove is delete.
/// </summary>
/// <param name="Cursor">Send it as <c>after</c> to go on from here.</param>
/// <param name="Cause">
/// Such as published, edited, corrected, embargo-lifted, withdrawn, deleted, imported or caption-changed.
/// </param>
/// <param name="Slug">Null once it was erased.</param>
/// <param name="Document">The article as it was made by the change, with <c>include=document</c>; else null.</param>
public sealed record ChangeResource(
    string Cursor,
    ChangeOp Op,
    string Cause,
    Guid Id,
    string? Slug,
    int Version,
    DateTimeOffset At,
    string? Reason,
    ArticleDocument? Document
);

/// <param name="Next">Where to go on, also when there is no more for now.</param>
public sealed record ChangePage(int Limit, string Next, bool HasMore);

/// <summary>Changes in order.</summary>
public sealed record ChangeList(IReadOnlyList<ChangeResource> Data, ChangePage Page);
