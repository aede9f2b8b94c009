using ArticleApi.Core.Rejections;
using ArticleApi.Http;

namespace ArticleApi.Auth;

/// <summary>Who writes, and which version they saw.</summary>
internal sealed record WriteContext(Caller Caller, ExpectedVersion Expected)
{
    /// <summary>Whether everything is checked, and nothing stays written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Set where it may come twice; then what comes of it is remembered.</summary>
    public IdempotentRequest? Request { get; init; }

    /// <summary>Whether a commit is wanted though nothing changes: something else is told or remembered then.</summary>
    public bool IsRecorded => IsDryRun || Request is not null;

    public static ValueTask<WriteContext> BindAsync(HttpContext context) =>
        ValueTask.FromResult(
            new WriteContext(Caller.From(context), Preconditions.ReadExpectedVersion(context.Request))
        );
}
