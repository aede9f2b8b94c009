using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Rejections;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Bulk;

/// <summary>
/// Writes many in one request, whatever they are: NDJSON, one operation to a line, and one result to a line in the same
/// order. Each line is written, or not, by itself.
/// </summary>
internal sealed class BulkWriter(
    IServiceScopeFactory scopes,
    IdempotencyStore outcomes,
    IDatabaseProblems databaseProblems
)
{
    private const int MaxLines = 10_000;

    /// <summary>
    /// Places that are named in all: ten lines may be wrong all over, ten thousand would be a hundred times as long an
    /// answer as what was sent.
    /// </summary>
    private const int MaxReportedErrors = 10 * FieldErrors.MaxErrors;

    public static readonly QueryParameter DryRun = new(
        "dryRun",
        "<c>true</c> checks every line as if it were alone, and writes nothing.",
        "true",
        QueryParameterKind.Boolean,
        Default: "false"
    );

    // The last may end without a line feed.
    private static int CountLines(ReadOnlySpan<byte> body) =>
        body.Count((byte)'\n') + (body is [.., not (byte)'\n'] ? 1 : 0);

    public async Task<Results<EmptyHttpResult, Problem>> WriteAsync(
        BulkKind kind,
        NdjsonBody body,
        WriteContext write,
        HttpContext context
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var request = new BulkRequest(kind, context, write.Caller, reader.GetSingle(DryRun) == "true");
        reader.ThrowIfInvalid();
        if (CountLines(body.Bytes) > MaxLines)
            return Problem.InvalidRequest(FieldError.Body("", null, "too-many", $"up to {MaxLines:N0} lines"));

        var response = context.Response;
        response.ContentType = NdjsonBody.MediaType;
        response.Headers.CacheControl = "no-store";
        var places = MaxReportedErrors;
        foreach (var (number, line) in NdjsonLines.Split(body.Bytes))
        {
            var result = new JsonObject { ["line"] = number };
            var repeatable = write.Request?.ForLine(number, kind.Path, line.Span);
            foreach (var (name, value) in await ExecuteAsync(number, line, request, repeatable, context.RequestAborted))
                result[name] = value?.DeepClone();
            places -= TruncateErrors(result, places);
            await response.Body.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(result, ArticleJson.Options),
                context.RequestAborted
            );
            await response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }

        return TypedResults.Empty;
    }

    private async Task<JsonObject> ExecuteAsync(
        int number,
        ReadOnlyMemory<byte> bytes,
        BulkRequest request,
        IdempotentRequest? repeatable,
        CancellationToken cancellation
    )
    {
        BulkLine? line = null;
        Problem problem;
        try
        {
            line = BulkLine.Parse(JsonBody.Parse(bytes.ToArray(), number), request.Kind, request.Caller);
            if (await FindOutcomeAsync(line, repeatable, cancellation) is { } outcome)
                return outcome;

            await using var scope = scopes.CreateAsyncScope();
            var write = new WriteContext(request.Caller, line.ExpectedVersion)
            {
                IsDryRun = request.IsDryRun,
                Request = request.IsDryRun ? null : repeatable,
            };
            var written = await line.Operation.ExecuteAsync(line, write, scope.ServiceProvider, cancellation);
            if (written is WriteResult<BulkItem>.Written done)
                return WithWarnings(ToJson(line.Operation.Status, done.Item, done.JobId), done.Warnings);
            // Another node may have been quicker.
            if (await FindOutcomeAsync(line, repeatable, cancellation) is { } earlier)
                return earlier;

            problem = RelocateErrors(((WriteResult<BulkItem>.Rejected)written).Rejection.ToProblem());
        }
        catch (ProblemException refused)
        {
            problem = line is null ? refused.Problem : RelocateErrors(refused.Problem);
        }
        catch (Exception error) when (error.IsTransient())
        {
            problem = new(ProblemTypes.Busy, "Another writer was in the way. Send the line again.");
        }
        catch (Exception error) when (databaseProblems.Explain(error, request.Context.Request) is { } explained)
        {
            problem = explained;
        }

        return new()
        {
            ["status"] = problem.Type.Status,
            ["problem"] = problem.ToJson(request.Context, line?.PathIn(request.Kind) ?? request.Kind.Path),
        };
    }

    // What came of a line that was sent before under the same key.
    private async Task<JsonObject?> FindOutcomeAsync(
        BulkLine line,
        IdempotentRequest? repeatable,
        CancellationToken cancellation
    )
    {
        if (repeatable is null || await outcomes.FindAsync(repeatable, cancellation) is not { } known)
            return null;
        if (IdempotencyFilter.CheckSame(repeatable, known) is { } reused)
            throw new ProblemException(reused);

        var isDeletion = line.Operation.Status == StatusCodes.Status204NoContent;
        return ToJson(line.Operation.Status, isDeletion ? null : new(known.ItemId, known.Version), null);
    }

    private static JsonObject ToJson(int status, BulkItem? item, Guid? job)
    {
        var result = new JsonObject { ["status"] = status };
        if (item is not null)
            (result["id"], result["version"]) = (item.Id.ToString(), item.Version);
        if (job is not null)
            result["jobId"] = job.ToString();
        return result;
    }

    private static JsonObject WithWarnings(JsonObject result, IReadOnlyList<InputError> warnings)
    {
        if (warnings.Count > 0)
            result["warnings"] = JsonSerializer.SerializeToNode(warnings.ToFieldErrors(), ArticleJson.Options);
        return result;
    }

    // What is wrong with the request that a line stands for, told of the line.
    private static Problem RelocateErrors(Problem problem)
    {
        if (problem.Errors.Count == 0)
            return problem;

        var errors = problem.Errors.Map(error =>
            error switch
            {
                { Pointer: { } pointer } => error with { Pointer = "/body" + pointer },
                { In: "header", Name: "If-Match", Value: var tag } => FieldError.Body(
                    "/expectedVersion",
                    tag?.Trim('"'),
                    error.Code,
                    error.Detail.Trim('"')
                ),
                { In: "query", Name: { } name } => FieldError.Body(
                    "/body/" + name,
                    error.Value,
                    error.Code,
                    error.Detail
                ),
                _ => error,
            }
        );

        return problem.Type == ProblemTypes.InvalidRequest
            ? Problem.InvalidRequest(errors)
            : new(problem.Type, problem.Detail, errors) { Extensions = problem.Extensions, Headers = problem.Headers };
    }

    /// <summary>Leaves a line's problem as many places as there are left to be named, and always one.</summary>
    /// <returns>How many it names.</returns>
    private static int TruncateErrors(JsonObject result, int left)
    {
        if (result["problem"]?["errors"] is not JsonArray errors)
            return 0;

        if (errors.Count > Math.Max(1, left))
        {
            errors.RemoveRange(Math.Max(1, left), errors.Count - Math.Max(1, left));
            result["problem"]!["truncated"] = true;
        }

        return errors.Count;
    }

    /// <summary>What every line of a request is executed under.</summary>
    private sealed record BulkRequest(BulkKind Kind, HttpContext Context, Caller Caller, bool IsDryRun);
}
