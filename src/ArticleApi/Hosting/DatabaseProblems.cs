using System.Globalization;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;

namespace ArticleApi.Hosting;

/// <summary>
/// What requests are told of a database that cannot be used. Where it stands is nobody's business but the log's.
/// </summary>
internal sealed class DatabaseProblems(DatabaseState state) : IDatabaseProblems
{
    /// <summary>Seconds. It is looked at twice in each.</summary>
    private const int RetryAfterSeconds = 2;

    /// <summary>A full disk takes somebody to make room.</summary>
    private const int RetryAfterSecondsWhenFull = 60;

    /// <summary>Also writes to the log what failed.</summary>
    public Problem? Explain(Exception error, HttpRequest request) =>
        state.Tells(error) ? For(state.FaultOf(error), request) : null;

    /// <summary>Of a request that was being answered.</summary>
    public static Problem For(DatabaseFault fault, HttpRequest request)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

        // The connection may have been lost after the database committed, and before it could say so.
        return For(
            fault,
            isRead || fault is DatabaseFault.ReadOnly or DatabaseFault.Full
                ? ""
                : " Whether the request was carried out is not known: look before you send it again."
        );
    }

    /// <param name="more">What else is to be said, after a space.</param>
    public static Problem For(DatabaseFault fault, string more) =>
        fault == DatabaseFault.Full
            ? WithRetryAfter(
                ProblemTypes.StorageFull,
                "The database's disk has no room for more. What is there can be read.",
                RetryAfterSecondsWhenFull
            )
            : WithRetryAfter(ProblemTypes.DatabaseUnavailable, DetailOf(fault) + more, RetryAfterSeconds);

    private static Problem WithRetryAfter(ProblemType type, string detail, int seconds) =>
        new(type, detail)
        {
            Headers = new Dictionary<string, string>
            {
                ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture),
            },
        };

    private static string DetailOf(DatabaseFault fault) =>
        fault switch
        {
            DatabaseFault.Silent => "The database does not answer.",
            DatabaseFault.Moved => "The database's file or its write-ahead log was moved, removed or replaced.",
            DatabaseFault.Unreadable => "The database's file cannot be read.",
            DatabaseFault.ReadOnly => "The database can only be read.",
            _ => "The database cannot be reached.",
        };
}
