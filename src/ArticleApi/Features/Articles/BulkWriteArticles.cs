using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Articles;
using ArticleApi.Editing;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;
using ArticleApi.Log;
using ArticleApi.Storage;

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
    public const string BodyDescription = "One operation to a line, as JSON; up to 10,000 lines.";

    public const string LineDescription =
        "What came of each line, as JSON: `line`, its number; `status`, as the operation by itself answers; `id` and `version` where it was written, or the `Problem` as `problem`.";

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

    private static readonly string[] Members = ["op", "id", "expectedVersion", "body"];

    private static readonly Dictionary<string, BulkOperation> Operations = new(StringComparer.Ordinal)
    {
        ["create"] = new("POST", "", false, CreateAsync),
        ["replace"] = new("PUT", "", true, (line, inner) => line.ReplaceAsync(inner, ReplaceArticle.Put)),
        ["patch"] = new("PATCH", "", true, (line, inner) => line.ReplaceAsync(inner, ReplaceArticle.Patch)),
        ["publish"] = new("POST", "/publish", false, PublishAsync) { Scope = Scopes.Publish },
        ["withdraw"] = new("POST", "/withdraw", false, WithdrawAsync) { Scope = Scopes.Publish },
        ["delete"] = new("DELETE", "", true, DeleteAsync),
    };

    public static async Task<IResult> Handle(
        RawBody body,
        HttpContext context,
        Caller caller,
        IServiceScopeFactory scopes,
        CancellationToken cancellation
    )
    {
        var reader = new QueryStringReader(context.Request.Query);
        var dryRun = reader.GetSingle(DryRun) == "true";
        reader.ThrowIfInvalid();
        if (body.Bytes.AsSpan().Count((byte)'\n') > MaxLines)
            return Problem.InvalidRequest(FieldError.Body("", null, "too-many", $"up to {MaxLines:N0} lines"));

        context.Response.ContentType = JsonBody.NdjsonMediaType;
        context.Response.Headers.CacheControl = "no-store";
        var (number, places) = (0, MaxReportedErrors);
        foreach (var range in SplitLines(body.Bytes))
        {
            number++;
            var line = body.Bytes.AsMemory(range);
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
                continue;

            var result = await ExecuteAsync(line, number, context, caller, scopes, dryRun, cancellation);
            places -= TruncateErrors(result, places);
            await context.Response.Body.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(result, ArticleJson.Options),
                cancellation
            );
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), cancellation);
        }

        return Results.Empty;
    }

    private static IEnumerable<Range> SplitLines(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length; )
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : start + length;
            yield return start..end;
            start = end + 1;
        }
    }

    /// <summary>Does a line as the request it stands for, so that every rule of that request holds.</summary>
    private static async Task<JsonObject> ExecuteAsync(
        ReadOnlyMemory<byte> bytes,
        int number,
        HttpContext outer,
        Caller caller,
        IServiceScopeFactory scopes,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ArticleLog>().IsDryRun = dryRun;
        using var answer = new MemoryStream();
        var inner = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            User = outer.User,
            RequestAborted = cancellation,
            Response = { Body = answer },
        };
        (inner.Request.Scheme, inner.Request.Host, inner.Request.PathBase, inner.Request.Path) = (
            outer.Request.Scheme,
            outer.Request.Host,
            outer.Request.PathBase,
            "/v1/articles"
        );
        IResult result;
        try
        {
            var line = BulkLine.Parse(JsonBody.Parse(bytes.ToArray()), caller);
            line.ApplyTo(inner.Request);
            result = await ExecuteOperationAsync(line, inner);
        }
        catch (ProblemException refused)
        {
            result = refused.Problem;
        }
        catch (Exception error) when (error.IsTransient())
        {
            result = new Problem(ProblemTypes.Busy, "Another writer was in the way. Send the line again.");
        }
        catch (Exception error)
            when (outer.RequestServices.GetRequiredService<IDatabaseProblems>().Explain(error, outer.Request)
                    is { } problem
            )
        {
            result = problem;
        }

        await result.ExecuteAsync(inner);
        return ToResultLine(number, inner, answer.ToArray());
    }

    private static async Task<IResult> ExecuteOperationAsync(BulkLine line, HttpContext inner)
    {
        try
        {
            var result = await line.Operation.Execute(line, inner);
            return result is Problem problem ? RelocateErrors(problem) : result;
        }
        catch (ProblemException refused)
        {
            return RelocateErrors(refused.Problem);
        }
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

    private static JsonObject ToResultLine(int number, HttpContext inner, byte[] answer)
    {
        var json = new JsonObject { ["line"] = number, ["status"] = inner.Response.StatusCode };
        if (answer.Length == 0)
            return json;
        if (inner.Response.StatusCode >= 400)
        {
            json["problem"] = JsonNode.Parse(answer);
            return json;
        }

        using var article = JsonDocument.Parse(answer);
        json["id"] = article.RootElement.GetProperty("id").GetString();
        json["version"] = article.RootElement.GetProperty("version").GetInt32();
        return json;
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

    private static Task<IResult> CreateAsync(BulkLine line, HttpContext inner)
    {
        var services = inner.RequestServices;

        return CreateArticle.Handle(
            new(line.Body),
            inner,
            line.Caller,
            services.GetRequiredService<ArticleFactory>(),
            services.GetRequiredService<ImageUseResolver>(),
            services.GetRequiredService<ArticleLog>(),
            services.GetRequiredService<ArticleReader>(),
            services.GetRequiredService<TimeProvider>(),
            inner.RequestAborted
        );
    }

    private static Task<IResult> PublishAsync(BulkLine line, HttpContext inner) =>
        PublishArticle.Handle(
            line.Id,
            new(BodyDeserializer.Deserialize<PublishRequest>(line.Body, inner.RequestServices)),
            inner,
            line.Caller,
            inner.RequestServices.GetRequiredService<StatusTransition>(),
            inner.RequestServices.GetRequiredService<TimeProvider>(),
            inner.RequestAborted
        );

    private static Task<IResult> WithdrawAsync(BulkLine line, HttpContext inner) =>
        WithdrawArticle.Handle(
            line.Id,
            new(BodyDeserializer.Deserialize<WithdrawRequest>(line.Body, inner.RequestServices)),
            inner,
            line.Caller,
            inner.RequestServices.GetRequiredService<StatusTransition>(),
            inner.RequestServices.GetRequiredService<ArticleReader>(),
            inner.RequestAborted
        );

    private static Task<IResult> DeleteAsync(BulkLine line, HttpContext inner)
    {
        var services = inner.RequestServices;
        if (
            line.Body.FirstOrDefault(member =>
                member.Key != "reason" || member.Value?.GetValueKind() is not JsonValueKind.String
            ) is
            { Key: { } wrong }
        )
            throw new ProblemException(
                Problem.InvalidRequest(
                    FieldError.Body(
                        JsonPointer.AppendMember("", wrong),
                        line.Body[wrong]?.ToJsonString(),
                        "unknown-member",
                        "reason, a text"
                    )
                )
            );
        if (line.Body["reason"]?.GetValue<string>() is { } reason)
            inner.Request.QueryString = QueryString.Create("reason", reason);

        return DeleteArticle.Handle(
            line.Id,
            inner,
            line.Caller,
            services.GetRequiredService<ArticleDb>(),
            services.GetRequiredService<ArticleReader>(),
            services.GetRequiredService<ArticleLog>(),
            inner.RequestAborted
        );
    }

    /// <summary>What an operation is as a request of its own.</summary>
    private sealed record BulkOperation(
        string Method,
        string Suffix,
        bool NeedsVersion,
        Func<BulkLine, HttpContext, Task<IResult>> Execute
    )
    {
        public string? Scope { get; init; }
    }

    private sealed record BulkLine(
        BulkOperation Operation,
        Guid Id,
        int? ExpectedVersion,
        JsonObject Body,
        Caller Caller
    )
    {
        public static BulkLine Parse(JsonObject json, Caller caller)
        {
            var errors = new FieldErrors();
            foreach (
                var (name, value) in json.Where(member => !Members.Contains(member.Key))
                    .TakeWhile(_ => !errors.IsTruncated)
            )
                errors.Add(
                    FieldError.Body(
                        JsonPointer.AppendMember("", name),
                        value?.ToJsonString(),
                        "unknown-member",
                        "one of " + string.Join(", ", Members)
                    )
                );
            var op = AsString(json["op"]);
            if (op is null || !Operations.TryGetValue(op, out var step))
            {
                errors.Add(
                    FieldError.Body(
                        "/op",
                        op,
                        op is null ? "required" : "not-allowed",
                        "one of " + string.Join(", ", Operations.Keys)
                    )
                );
                throw new ProblemException(Problem.InvalidRequest(errors));
            }

            var id = Guid.Empty;
            if (op == "create" ? json.ContainsKey("id") : !Guid.TryParseExact(AsString(json["id"]), "D", out id))
                errors.Add(
                    FieldError.Body(
                        "/id",
                        AsString(json["id"]),
                        op == "create" ? "unknown-member" : "not-an-id",
                        op == "create" ? "no id: the service gives it" : "the article's id, a UUID"
                    )
                );
            if (op == "create" && json.ContainsKey("expectedVersion"))
                errors.Add(
                    FieldError.Body(
                        "/expectedVersion",
                        json["expectedVersion"]?.ToJsonString(),
                        "unknown-member",
                        "no version: there is none yet"
                    )
                );
            int? version =
                json["expectedVersion"] is JsonValue sent && sent.TryGetValue<int>(out var number) && number > 0
                    ? number
                    : null;
            if (version is null && (step.NeedsVersion || json["expectedVersion"] is not null))
                errors.Add(
                    FieldError.Body(
                        "/expectedVersion",
                        json["expectedVersion"]?.ToJsonString(),
                        json["expectedVersion"] is null ? "required" : "out-of-range",
                        "the version you read"
                    )
                );
            if (json["body"] is not (null or JsonObject))
                errors.Add(FieldError.Body("/body", null, "wrong-type", "a JSON object"));
            if (errors.Count > 0)
                throw new ProblemException(Problem.InvalidRequest(errors));
            if (step.Scope is { } scope && !caller.HasScope(scope))
                throw new ProblemException(new(ProblemTypes.Forbidden, $"The API key lacks the scope {scope}."));

            var body = json["body"] as JsonObject ?? [];
            json.Remove("body");
            return new(step, id, version, body, caller);
        }

        public void ApplyTo(HttpRequest request)
        {
            request.Method = Operation.Method;
            if (Id != Guid.Empty)
                request.Path += $"/{Id}{Operation.Suffix}";
            if (ExpectedVersion is { } version)
                request.Headers.IfMatch = Preconditions.FormatETag(version, null);
        }

        public Task<IResult> ReplaceAsync(
            HttpContext inner,
            Func<Guid, JsonBody, HttpContext, Caller, ArticleReplacer, CancellationToken, Task<IResult>> handle
        ) =>
            handle(
                Id,
                new(Body),
                inner,
                Caller,
                inner.RequestServices.GetRequiredService<ArticleReplacer>(),
                inner.RequestAborted
            );

        private static string? AsString(JsonNode? node) =>
            node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }
}
