using ArticleApi.Core;

namespace ArticleApi.Storage.Tables;

/// <summary>
/// What goes on after an answer: articles still to be rendered anew after a change that many of them show, or still to
/// be withdrawn.
/// </summary>
public sealed class Job
{
    public const int MaxWhereLength = 2_000;

    /// <summary>Failures that are named; more are counted.</summary>
    public const int MaxFailures = 100;

    /// <summary>In the order in which jobs are done.</summary>
    public long Number { get; private set; }

    public required Guid Id { get; init; }
    public required string Cause { get; init; }
    public required string Actor { get; init; }
    public required int Total { get; init; }
    public int Done { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Of rendering: what changed; null where articles are withdrawn.</summary>
    public ComponentKind? Kind { get; init; }

    /// <summary>Of rendering: the key of what changed.</summary>
    public long Key { get; init; }

    /// <summary>Of rendering: the last article rendered; the job goes on after it.</summary>
    public long After { get; set; }

    /// <summary>Of a withdrawal: the filters that found the articles.</summary>
    public string? Where { get; init; }

    /// <summary>Of a withdrawal: told to readers and partners.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a withdrawal: the article that stands in the place of all.</summary>
    public Guid? ReplacedBy { get; init; }

    /// <summary>Articles that nothing was done to, and why.</summary>
    public ValueList<JobFailure> Failures { get; private set; } = [];

    public int FailureCount { get; private set; }

    public void AddFailure(JobFailure failure)
    {
        FailureCount++;
        if (Failures.Count < MaxFailures)
            Failures = Failures.Append(failure).ToValueList();
    }
}

/// <summary>An article that a job could do nothing to.</summary>
public sealed record JobFailure(Guid ArticleId, string Detail);
