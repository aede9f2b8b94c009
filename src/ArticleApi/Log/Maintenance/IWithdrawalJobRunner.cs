namespace ArticleApi.Log.Maintenance;

/// <summary>Withdraws articles as editors do; the log's worker has it go on.</summary>
internal interface IWithdrawalJobRunner
{
    /// <summary>Withdraws the next articles of a job, and says in it how far it is.</summary>
    Task RunBatchAsync(Guid job, CancellationToken cancellation);
}
