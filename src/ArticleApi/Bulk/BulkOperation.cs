using ArticleApi.Auth;
using ArticleApi.Editing;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;

namespace ArticleApi.Bulk;

/// <summary>Does what a line says, in a scope of its own.</summary>
internal delegate Task<WriteResult<BulkItem>> BulkExecution(
    BulkLine line,
    WriteContext write,
    IServiceProvider services,
    CancellationToken cancellation
);

/// <summary>What was written, as far as a result tells it.</summary>
internal sealed record BulkItem(Guid Id, int Version);

/// <summary>What can be done with a line: the same as a request of its own does.</summary>
/// <param name="Status">What the operation by itself answers.</param>
/// <param name="NeedsVersion">Whether a line must say which version it changes.</param>
internal sealed record BulkOperation(int Status, bool NeedsVersion, BulkExecution ExecuteAsync)
{
    /// <summary>What its address has after the item's id.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>What the key must be allowed beside writing.</summary>
    public string? Scope { get; init; }

    public bool IsCreation => Status == StatusCodes.Status201Created;

    public static BulkOperation Create(BulkExecution executeAsync) =>
        new(StatusCodes.Status201Created, false, executeAsync);

    /// <summary>A change of what the caller saw.</summary>
    public static BulkOperation Change(BulkExecution executeAsync) => new(StatusCodes.Status200OK, true, executeAsync);

    public static BulkOperation Delete(BulkExecution executeAsync) =>
        new(StatusCodes.Status204NoContent, true, executeAsync);

    /// <summary>A deletion that takes no body.</summary>
    public static BulkOperation DeleteWithoutBody(BulkExecution executeAsync) =>
        Delete(
            (line, write, services, cancellation) =>
                line.Body.Count == 0
                    ? executeAsync(line, write, services, cancellation)
                    : throw new ProblemException(
                        Problem.InvalidRequest(
                            line.Body.Take(FieldErrors.MaxErrors)
                                .Select(member =>
                                    FieldError.Body(
                                        JsonPointer.AppendMember("", member.Key),
                                        member.Value?.ToJsonString(),
                                        "unknown-member",
                                        "unknown; a deletion takes no members"
                                    )
                                )
                        )
                    )
        );
}
