namespace ArticleApi.Editing;

/// <summary>Why an article is withdrawn, and what stands in its place.</summary>
internal sealed record Withdrawal(string? Reason, Guid? ReplacedBy)
{
    /// <summary>Of many: the id of the job, where it is known beforehand.</summary>
    public Guid? JobId { get; init; }
}
