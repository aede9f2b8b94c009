namespace ArticleApi.Storage.Tables;

/// <summary>Articles still to be rendered anew after a change that many of them show.</summary>
public sealed class RenderJob
{
    /// <summary>In the order in which jobs are done.</summary>
    public long Number { get; private set; }

    public required Guid Id { get; init; }
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
