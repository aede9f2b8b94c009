using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>Who changes what, why, and what they believe the current version to be.</summary>
/// <param name="Actor">Such as <c>key:0199…</c>, <c>import</c> or <c>clock</c>.</param>
/// <param name="Reason">For readers, on withdrawal and deletion.</param>
/// <param name="ExpectedVersions">The versions the caller saw, by article key; checked under the append lock.</param>
public sealed record CommitMetadata(
    string Actor,
    string Cause,
    string? Reason = null,
    Guid? ReplacedBy = null,
    IReadOnlyDictionary<long, int>? ExpectedVersions = null
)
{
    /// <summary>What is remembered of it, so that it is not done again; null where nothing is.</summary>
    public IdempotencyRecord? Outcome { get; init; }

    /// <summary>Whether the commit is undone at its end: everything is checked, and nothing stays.</summary>
    public bool IsDryRun { get; init; }
}
