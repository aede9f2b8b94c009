namespace ArticleApi.Features.Articles;

/// <summary>How many articles filters find that are to be withdrawn.</summary>
/// <param name="JobId">The job that withdraws them; null in a dry run.</param>
public sealed record WithdrawalCount(int Count, Guid? JobId);
