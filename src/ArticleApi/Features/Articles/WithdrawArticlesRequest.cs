using System.ComponentModel;

namespace ArticleApi.Features.Articles;

/// <summary>Which articles are withdrawn, and why.</summary>
[DisplayName("WithdrawalByQuery")]
public sealed record WithdrawArticlesRequest
{
    /// <summary>Filters of <c>GET /v1/articles</c>, as they stand in its query.</summary>
    public required string Where { get; init; }

    /// <summary>Told to readers and partners.</summary>
    public string? Reason { get; init; }

    /// <summary>The article that stands in the place of each.</summary>
    public Guid? ReplacedBy { get; init; }

    /// <summary>Whether they are only counted.</summary>
    public bool? DryRun { get; init; }

    /// <summary>How many a dry run counted; required without <c>dryRun</c>.</summary>
    public int? ExpectedCount { get; init; }
}
