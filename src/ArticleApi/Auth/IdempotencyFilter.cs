using System.Security.Cryptography;
using System.Text;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Auth;

/// <summary>Answers again what was written already.</summary>
internal delegate Task<IResult> OutcomeReader(HttpContext context, IdempotencyRecord outcome);

/// <summary>
/// Does a write once that comes twice with the same <c>Idempotency-Key</c>, and answers the second as the first. What
/// was refused may be sent again: nothing was written.
/// </summary>
/// <param name="readOutcome">Null where each line of the body has an outcome of its own.</param>
internal sealed class IdempotencyFilter(OutcomeReader? readOutcome) : IEndpointFilter
{
    /// <summary>Leaves room for the number of a line.</summary>
    private const int MaxKeyLength = 200;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Headers[IdempotencyMetadata.Header].Count == 0)
            return await next(context);

        var request = Read(http);
        var store = http.RequestServices.GetRequiredService<IdempotencyStore>();
        using var turn = store.TryBegin(request);
        if (turn is null)
            return new Problem(
                ProblemTypes.RequestUnderWay,
                "The same request is being done. Send it again in a moment for its answer."
            );
        if (readOutcome is null)
            return await InvokeAsync(context, next, request);
        if (await store.FindAsync(request, http.RequestAborted) is { } known)
            return await AnswerAsync(http, request, known);

        var result = await InvokeAsync(context, next, request);
        // Another node may have been quicker: then its record was in the way.
        return Unwrap(result) is Problem && await store.FindAsync(request, http.RequestAborted) is { } done
            ? await AnswerAsync(http, request, done)
            : result;
    }

    /// <summary>What was sent with a key before, compared with what is sent now.</summary>
    /// <returns>Null where they are the same.</returns>
    public static Problem? CheckSame(IdempotentRequest request, IdempotencyRecord known) =>
        known.RequestHash.AsSpan().SequenceEqual(request.Hash)
            ? null
            : new(
                ProblemTypes.KeyReused,
                "Something else was sent with this key. Take a new key for each write.",
                FieldError.Header(
                    IdempotencyMetadata.Header,
                    request.Key,
                    "reused",
                    "a key that was never used for anything else"
                )
            );

    private async Task<IResult> AnswerAsync(HttpContext context, IdempotentRequest request, IdempotencyRecord known) =>
        CheckSame(request, known) is { } reused ? reused : await readOutcome!(context, known);

    private static ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        IdempotentRequest request
    )
    {
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            if (context.Arguments[i] is WriteContext write)
                context.Arguments[i] = write with { Request = request };
        }

        return next(context);
    }

    private static IdempotentRequest Read(HttpContext context)
    {
        var sent = context.Request.Headers[IdempotencyMetadata.Header].ToString();
        // The draft's key is a structured string; bare ones are what clients send.
        var key = sent.Length >= 2 && sent[0] == '"' && sent[^1] == '"' ? sent[1..^1] : sent;
        if (key.Length is 0 or > MaxKeyLength || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ProblemException(
                Problem.InvalidRequest(
                    FieldError.Header(
                        IdempotencyMetadata.Header,
                        sent,
                        "invalid",
                        $"1 to {MaxKeyLength} visible ASCII characters, such as a UUID, new for each write"
                    )
                )
            );

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n")
        );
        hash.AppendData(context.Features.Get<RequestBodyBytes>()?.Bytes ?? []);
        return new(Caller.From(context).Actor, key, hash.GetHashAndReset());
    }

    private static object? Unwrap(object? result) => result is INestedHttpResult nested ? nested.Result : result;
}

internal static class IdempotencyConventions
{
    /// <summary>
    /// Refuses the key of a write whose answer cannot be given again: what it shows once is kept nowhere.
    /// </summary>
    public static RouteHandlerBuilder RejectsIdempotencyKey(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(
            (call, next) =>
                call.HttpContext.Request.Headers[IdempotencyMetadata.Header] is { Count: > 0 } sent
                    ? ValueTask.FromResult<object?>(
                        Problem.InvalidRequest(
                            FieldError.Header(
                                IdempotencyMetadata.Header,
                                sent.ToString(),
                                "not-repeatable",
                                "no such header: what is shown once cannot be answered again. Where the answer was "
                                    + "lost, revoke the key that GET /v1/keys lists, and make another"
                            )
                        )
                    )
                    : next(call)
        );

    /// <summary>Lets a write be sent again under its key.</summary>
    public static RouteHandlerBuilder AcceptsIdempotencyKey(
        this RouteHandlerBuilder endpoint,
        OutcomeReader? readOutcome
    ) =>
        endpoint
            .AddEndpointFilter(new IdempotencyFilter(readOutcome))
            .WithMetadata(new IdempotencyMetadata())
            .ProducesProblems(
                readOutcome is null
                    ? [ProblemTypes.RequestUnderWay]
                    : [ProblemTypes.RequestUnderWay, ProblemTypes.KeyReused, ProblemTypes.Gone]
            );
}
