namespace ArticleApi.Storage.Tables;

/// <summary>An article that a job is still to withdraw; it goes in the transaction that withdraws it.</summary>
public sealed class PendingWithdrawal
{
    public required Guid JobId { get; init; }
    public required long ArticleKey { get; init; }
}
