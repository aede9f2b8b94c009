using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Articles;

/// <summary>
/// Many writes in one request: NDJSON, one operation to a line, and one result to a line in the same order. Each line
/// is written, or not, by itself. A line is <c>{"op": "create" | "replace" | "patch" | "publish" | "withdraw" |
/// "delete", "id": …, "expectedVersion": …, "body": {…}}</c>:
/// <c>id</c> for all but create, <c>expectedVersion</c> for replace, patch and delete (it may be sent with publish and
/// withdraw), and <c>body</c> as the operation by itself takes it. A result is <c>{"line": 1, "status": 201, "id": …,
/// "version": 1}</c> or, where the line was refused, has the <c>problem</c>. With <c>dryRun</c> each line is checked as
/// if it were alone, and nothing stays written.
/// </summary>
internal static class BulkWriteArticles
{
    /// <summary>Where the operations by themselves begin.</summary>
    public const string Path = "/v1/articles";

    public const string BodyDescription = "One operation to a line, as JSON; up to 10,000 lines.";

    public const string LineDescription =
        "What came of each line, as JSON: `line`, its number; `status`, as the operation by itself answers; `id` "
        + "and `version` where it was written, or the `Problem` as `problem`.";

    private const int MaxLines = 10_000;

    /// <summary>
    /// Places that are named in all: ten lines may be wrong all over, ten thousand would be a hundred times as long an
    /// answer as what was sent.
    /// </summary>
    private const int MaxReportedErrors = 10 * FieldErrors.MaxErrors;

    private static readonly QueryParameter DryRun = new(
        "dryRun",
        "<c>true</c> checks every line as if it were alone, and writes nothing.",
        "true",
        QueryParameterKind.Boolean,
        Default: "false"
    );

    public static readonly IReadOnlyList<QueryParameter> Parameters = [DryRun];

    public static async Task<Results<EmptyHttpResult, Problem>> Handle(
        RawBody body,
        HttpContext context,
        WriteContext write,
        IServiceScopeFactory scopes,
        CancellationToken cancellation
    )
    {
        var databaseProblems = context.RequestServices.GetRequiredService<IDatabaseProblems>();
        var services = new BulkServices(context, write.Caller, scopes, databaseProblems);
        var reader = new QueryStringReader(context.Request.Query);
        var dryRun = reader.GetSingle(DryRun) == "true";
        reader.ThrowIfInvalid();
        if (body.Bytes.AsSpan().Count((byte)'\n') > MaxLines)
            return Problem.InvalidRequest(FieldError.Body("", null, "too-many", $"up to {MaxLines:N0} lines"));

        var response = context.Response;
        response.ContentType = JsonBody.NdjsonMediaType;
        response.Headers.CacheControl = "no-store";
        var places = MaxReportedErrors;
        foreach (var (number, line) in NdjsonLines.Split(body.Bytes))
        {
            var result = new JsonObject { ["line"] = number };
            var request = write.Request?.ForLine(number, line.Span);
            foreach (var (name, value) in await ExecuteAsync(line, services, request, dryRun, cancellation))
                result[name] = value?.DeepClone();
            places -= TruncateErrors(result, places);
            await response.Body.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(result, ArticleJson.Options),
                cancellation
            );
            await response.Body.WriteAsync("\n"u8.ToArray(), cancellation);
        }

        return TypedResults.Empty;
    }

    private static async Task<JsonObject> ExecuteAsync(
        ReadOnlyMemory<byte> bytes,
        BulkServices services,
        IdempotentRequest? request,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        BulkLine? line = null;
        Problem problem;
        try
        {
            line = BulkLine.Parse(JsonBody.Parse(bytes.ToArray()), services.Caller);
            if (await FindOutcomeAsync(line, request, services, cancellation) is { } outcome)
                return outcome;

            await using var scope = services.Scopes.CreateAsyncScope();
            var write = new WriteContext(services.Caller, line.ExpectedVersion)
            {
                IsDryRun = dryRun,
                Request = dryRun ? null : request,
            };
            var written = await line.Operation.ExecuteAsync(line, write, scope.ServiceProvider, cancellation);
            if (written is WriteResult<StoredArticle>.Written { Item: var article })
                return ToJson(line.Operation.Status, article?.Id, article?.Version);
            // Another node may have been quicker.
            if (await FindOutcomeAsync(line, request, services, cancellation) is { } done)
                return done;

            problem = RelocateErrors(((WriteResult<StoredArticle>.Rejected)written).Rejection.ToProblem());
        }
        catch (ProblemException refused)
        {
            problem = line is null ? refused.Problem : RelocateErrors(refused.Problem);
        }
        catch (Exception error) when (error.IsTransient())
        {
            problem = new(ProblemTypes.Busy, "Another writer was in the way. Send the line again.");
        }
        catch (Exception error)
            when (services.DatabaseProblems.Explain(error, services.Context.Request) is { } explained)
        {
            problem = explained;
        }

        return new()
        {
            ["status"] = problem.Type.Status,
            ["problem"] = problem.ToJson(services.Context, line?.Path ?? Path),
        };
    }

    // What came of a line that was sent before under the same key.
    private static async Task<JsonObject?> FindOutcomeAsync(
        BulkLine line,
        IdempotentRequest? request,
        BulkServices services,
        CancellationToken cancellation
    )
    {
        if (request is null)
            return null;

        var store = services.Context.RequestServices.GetRequiredService<IdempotencyStore>();
        if (await store.FindAsync(request, cancellation) is not { } known)
            return null;
        if (IdempotencyFilter.CheckSame(request, known) is { } reused)
            throw new ProblemException(reused);

        return line.Operation.Status == StatusCodes.Status204NoContent
            ? ToJson(line.Operation.Status, null, null)
            : ToJson(line.Operation.Status, known.ItemId, known.Version);
    }

    private static JsonObject ToJson(int status, Guid? id, int? version) =>
        id is null
            ? new() { ["status"] = status }
            : new()
            {
                ["status"] = status,
                ["id"] = id.ToString(),
                ["version"] = version,
            };

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
}
