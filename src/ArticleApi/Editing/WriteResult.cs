using System.Diagnostics;
using ArticleApi.Core.Rejections;

namespace ArticleApi.Editing;

/// <summary>What came of a write.</summary>
internal abstract record WriteResult<T>
{
    private WriteResult() { }

    public static implicit operator WriteResult<T>(Rejection rejection) => new Rejected(rejection);

    /// <summary>What either outcome amounts to.</summary>
    public TResult Match<TResult>(Func<Written, TResult> written, Func<Rejection, TResult> rejected) =>
        this switch
        {
            Written done => written(done),
            Rejected refused => rejected(refused.Rejection),
            _ => throw new UnreachableException(),
        };

    /// <summary>The same, with what of it was left out.</summary>
    public WriteResult<T> WithWarnings(IReadOnlyList<InputError> warnings) =>
        this is Written written ? written with { Warnings = warnings } : this;

    /// <summary>The same, of something else that says what was written.</summary>
    public WriteResult<TOther> Map<TOther>(Func<T, TOther> map) =>
        Match<WriteResult<TOther>>(
            written => new WriteResult<TOther>.Written(written.Item is { } item ? map(item) : default, written.JobId)
            {
                Warnings = written.Warnings,
            },
            rejection => rejection
        );

    /// <param name="Item">As it is now; null where it was deleted, or where nothing was to stay written.</param>
    /// <param name="JobId">The background job that renders the rest, where too many articles show what changed.</param>
    public sealed record Written(T? Item, Guid? JobId = null) : WriteResult<T>
    {
        /// <summary>What of it was left out.</summary>
        public IReadOnlyList<InputError> Warnings { get; init; } = [];
    }

    /// <summary>Nothing was written.</summary>
    public sealed record Rejected(Rejection Rejection) : WriteResult<T>;
}
