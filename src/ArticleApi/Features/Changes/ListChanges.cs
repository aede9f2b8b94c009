using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Changes;

/// <summary>The change feed: every change exactly once, corrections and withdrawals included.</summary>
internal static class ListChanges
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;
    private const int MaxWaitSeconds = 30;

    private static readonly QueryParameter Limit = ListDefinition.Limit with
    {
        Description = "How many to return, 1 to 1,000.",
        Example = "100",
        Default = "100",
        Max = MaxLimit,
    };
    private static readonly QueryParameter Wait = new(
        "wait",
        "Where there is nothing yet, for how many seconds to wait for it, 0 to 30.",
        "30",
        QueryParameterKind.Integer,
        Max: MaxWaitSeconds
    )
    {
        Min = 0,
    };

    /// <summary>Those that are no filters.</summary>
    public static readonly IReadOnlyList<QueryParameter> OwnParameters =
    [
        ChangeRequest.After,
        Limit,
        Wait,
        ChangeRequest.Include,
    ];

    public static void MapListChanges(this RouteGroupBuilder changes, ListDefinition articles) =>
        changes
            .MapMethods(
                "",
                HttpVerbs.GetAndHead,
                (HttpContext context, [AsParameters] Services services) => HandleAsync(articles, context, services)
            )
            .WithQueryParameters([.. OwnParameters, .. articles.FilterParameters])
            .ProducesProblems(ProblemTypes.CursorExpired, ProblemTypes.Overloaded)
            .WithName("listChanges")
            .WithSummary("Follow what changes");

    private static async Task<Results<JsonBytesResult<ChangeList>, Problem>> HandleAsync(
        ListDefinition articles,
        HttpContext context,
        Services services
    )
    {
        var (request, caller, cancellation) = (context.Request, Caller.From(context), context.RequestAborted);
        var reader = new QueryStringReader(request.Query);
        var interest = ChangeRequest.ParseInterest(reader, articles, caller);
        var limit = reader.GetInteger(Limit, 1, MaxLimit) ?? DefaultLimit;
        var wait = TimeSpan.FromSeconds(reader.GetInteger(Wait, 0, MaxWaitSeconds) ?? 0);
        var sent = reader.GetSingle(ChangeRequest.After) ?? "0";
        if (await ChangeRequest.IsNoCursorAsync(sent, services.Feed, services.Seal, cancellation))
            reader.Errors.Add(ChangeRequest.NoCursor(sent, isHeader: false));
        reader.ThrowIfInvalid();
        if (
            await ChangeRequest.FindCursorAsync(sent, caller, services.Feed, services.Seal, cancellation)
            is not { } after
        )
            return ChangeRequest.Expired(request, sent, isHeader: false);

        var (entries, readTo, hasMore) = await services.Searches.RunAsync(
            token => services.Feed.ReadAsync(after, interest.ToPageQuery(limit), token),
            isTimed: false,
            cancellation
        );
        if (entries.Count == 0 && wait > TimeSpan.Zero && HttpMethods.IsGet(request.Method))
            return await services.Waiting.WaitAsync(context, interest, readTo, limit, wait) is { } waited
                ? waited
                : ChangeWait.Revoked();

        var page = new ChangePage(limit, services.Writer.TokenOf(readTo), hasMore);
        return new JsonBytesResult<ChangeList>(services.Writer.WritePage(entries, page))
        {
            // Only while there are more: whoever follows links comes to an end.
            Links = Links.ToNextPage(request, hasMore ? page.Next : null, ChangeRequest.After.Name),
            // Nobody who waits is to be given at once what somebody else was given.
            IsMomentary = wait > TimeSpan.Zero,
        };
    }

    internal sealed record Services(
        ChangeFeed Feed,
        ChangeWriter Writer,
        ChangeWait Waiting,
        SearchRunner Searches,
        CursorSeal Seal
    );
}
