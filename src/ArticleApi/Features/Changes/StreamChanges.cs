using ArticleApi.Auth;
using ArticleApi.Http;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Lists;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Changes;

/// <summary>The change feed as server-sent events, each told as soon as it is made.</summary>
internal static class StreamChanges
{
    private static readonly QueryParameter After = ChangeRequest.After with { Example = "now", Default = "now" };

    public static void MapStreamChanges(this RouteGroupBuilder changes, ListDefinition articles) =>
        changes
            .MapMethods(
                "/stream",
                HttpVerbs.GetAndHead,
                (HttpContext context, [AsParameters] Services services) => HandleAsync(articles, context, services)
            )
            .WithQueryParameters([After, ChangeRequest.Include, .. articles.FilterParameters])
            .ProducesEvents("`event: change`, `id:` a cursor, `data:` a `Change` as JSON; comments between them.")
            .ProducesProblems(ProblemTypes.CursorExpired, ProblemTypes.Overloaded)
            .WithName("streamChanges")
            .WithSummary("Be told what changes");

    private static async Task<Results<EmptyHttpResult, Problem>> HandleAsync(
        ListDefinition articles,
        HttpContext context,
        Services services
    )
    {
        var (request, caller, cancellation) = (context.Request, Caller.From(context), context.RequestAborted);
        var reader = new QueryStringReader(request.Query);
        var interest = ChangeRequest.ParseInterest(reader, articles, caller);
        var lastEventId = ChangeRequest.ReadLastEventId(request);
        var sent = reader.GetSingle(After) ?? "now";
        // An event's id is a cursor, and what is in the address needs no longer be one.
        var isHeader = lastEventId is not null;
        sent = lastEventId ?? sent;
        if (
            lastEventId is "0" or "now"
            || await ChangeRequest.IsNoCursorAsync(sent, services.Feed, services.Seal, cancellation)
        )
            reader.Errors.Add(ChangeRequest.NoCursor(sent, isHeader));
        reader.ThrowIfInvalid();
        if (
            await ChangeRequest.FindCursorAsync(sent, caller, services.Feed, services.Seal, cancellation)
            is not { } after
        )
            return ChangeRequest.Expired(request, sent, isHeader);

        var response = context.Response;
        using var place = HttpMethods.IsHead(request.Method)
            ? null
            : await services.Streams.Limiter.EnterAsync(cancellation);
        response.ContentType = EndpointConventions.EventStreamMediaType;
        response.Headers.CacheControl = "private, no-store, no-transform";
        response.Headers.Vary = "Authorization, X-Api-Key";
        // nginx would gather what is sent until it has some kilobytes.
        response.Headers["X-Accel-Buffering"] = "no";
        response.CloseAfterResponse();
        if (place is not null)
            await services.Streams.WriteAsync(context, interest, after);
        return TypedResults.Empty;
    }

    internal sealed record Services(ChangeFeed Feed, ChangeStreams Streams, CursorSeal Seal);
}
