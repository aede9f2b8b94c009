using System.Text.Json;
using System.Text.Json.Nodes;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Intake;
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
internal static class BulkArticles
{
    public const string BodyDescription = "One operation to a line, as JSON; up to 10,000 lines.";

    public const string LineDescription =
        "What came of each line, as JSON: `line`, its number; `status`, as the operation by itself answers; `id` and `version` where it was written, or the `Problem` as `problem`.";

    private const int MostLines = 10_000;

    /// <summary>
    /// Places that are named in all: ten lines may be wrong all over, ten thousand would be a hundred times as long an
    /// answer as what was sent.
    /// </summary>
    private const int MostPlaces = 10 * FieldErrors.Most;

    private static readonly Parameter DryRun = new(
        "dryRun",
        "<c>true</c> checks every line as if it were alone, and writes nothing.",
        "true",
        ParameterKind.Boolean,
        Default: "false"
    );

    public static readonly IReadOnlyList<Parameter> Parameters = [DryRun];

    private static readonly string[] Members = ["op", "id", "expectedVersion", "body"];

    private static readonly Dictionary<string, Step> Steps = new(StringComparer.Ordinal)
    {
        ["create"] = new("POST", "", false, Create),
        ["replace"] = new("PUT", "", true, (line, inner) => line.Replacing(inner, ReplaceArticle.Put)),
        ["patch"] = new("PATCH", "", true, (line, inner) => line.Replacing(inner, ReplaceArticle.Patch)),
        ["publish"] = new("POST", "/publish", false, Publish) { Scope = Scopes.Publish },
        ["withdraw"] = new("POST", "/withdraw", false, Withdraw) { Scope = Scopes.Publish },
        ["delete"] = new("DELETE", "", true, Delete),
    };

    public static async Task<IResult> Handle(
        RawBody body,
        HttpContext context,
        Caller caller,
        IServiceScopeFactory scopes,
        CancellationToken cancellation
    )
    {
        var reader = new QueryReader(context.Request.Query);
        var dryRun = reader.One(DryRun) == "true";
        reader.ThrowIfWrong();
        if (body.Bytes.AsSpan().Count((byte)'\n') > MostLines)
            return Problem.Invalid(FieldError.Body("", null, "too-many", $"up to {MostLines:N0} lines"));

        context.Response.ContentType = JsonBody.Lines;
        context.Response.Headers.CacheControl = "no-store";
        var (number, places) = (0, MostPlaces);
        foreach (var range in Lines(body.Bytes))
        {
            number++;
            var line = body.Bytes.AsMemory(range);
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
                continue;

            var result = await Do(line, number, context, caller, scopes, dryRun, cancellation);
            places -= Shorten(result, places);
            await context.Response.Body.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(result, ArticleJson.Options),
                cancellation
            );
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), cancellation);
        }

        return Results.Empty;
    }

    private static IEnumerable<Range> Lines(byte[] bytes)
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
    private static async Task<JsonObject> Do(
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
        scope.ServiceProvider.GetRequiredService<ArticleLog>().Rehearses = dryRun;
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
            var line = Line.Of(JsonBody.Parse(bytes.ToArray()), caller);
            line.Prepare(inner.Request);
            result = await Did(line, inner);
        }
        catch (ProblemException refused)
        {
            result = refused.Problem;
        }
        catch (Exception error) when (error.IsBusy())
        {
            result = new Problem(ProblemTypes.Busy, "Another writer was in the way. Send the line again.");
        }
        catch (Exception error)
            when (scope.ServiceProvider.GetRequiredService<DatabaseState>() is var state && state.Tells(error))
        {
            result = DatabaseProblems.Of(state.FaultOf(error), outer.Request);
        }

        await result.ExecuteAsync(inner);
        return ResultOf(number, inner, answer.ToArray());
    }

    private static async Task<IResult> Did(Line line, HttpContext inner)
    {
        try
        {
            var result = await line.Step.Do(line, inner);
            return result is Problem problem ? OfLine(problem) : result;
        }
        catch (ProblemException refused)
        {
            return OfLine(refused.Problem);
        }
    }

    // What is wrong with the request that a line stands for, told of the line.
    private static Problem OfLine(Problem problem)
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
            ? Problem.Invalid(errors)
            : new(problem.Type, problem.Detail, errors) { Extensions = problem.Extensions, Headers = problem.Headers };
    }

    private static JsonObject ResultOf(int number, HttpContext inner, byte[] answer)
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
    private static int Shorten(JsonObject result, int left)
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

    private static Task<IResult> Create(Line line, HttpContext inner)
    {
        var services = inner.RequestServices;

        return CreateArticle.Handle(
            new(line.Body),
            inner,
            line.Caller,
            services.GetRequiredService<Making>(),
            services.GetRequiredService<Uses>(),
            services.GetRequiredService<ArticleLog>(),
            services.GetRequiredService<Delivery>(),
            services.GetRequiredService<TimeProvider>(),
            inner.RequestAborted
        );
    }

    private static Task<IResult> Publish(Line line, HttpContext inner) =>
        PublishArticle.Handle(
            line.Id,
            new(Bodies.Read<Publishing>(line.Body, inner.RequestServices)),
            inner,
            line.Caller,
            inner.RequestServices.GetRequiredService<Transition>(),
            inner.RequestServices.GetRequiredService<TimeProvider>(),
            inner.RequestAborted
        );

    private static Task<IResult> Withdraw(Line line, HttpContext inner) =>
        WithdrawArticle.Handle(
            line.Id,
            new(Bodies.Read<Withdrawal>(line.Body, inner.RequestServices)),
            inner,
            line.Caller,
            inner.RequestServices.GetRequiredService<Transition>(),
            inner.RequestServices.GetRequiredService<Delivery>(),
            inner.RequestAborted
        );

    private static Task<IResult> Delete(Line line, HttpContext inner)
    {
        var services = inner.RequestServices;
        if (
            line.Body.FirstOrDefault(member =>
                member.Key != "reason" || member.Value?.GetValueKind() is not JsonValueKind.String
            ) is
            { Key: { } wrong }
        )
            throw new ProblemException(
                Problem.Invalid(
                    FieldError.Body(
                        JsonPointer.Member("", wrong),
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
            services.GetRequiredService<Delivery>(),
            services.GetRequiredService<ArticleLog>(),
            inner.RequestAborted
        );
    }

    /// <summary>What an operation is as a request of its own.</summary>
    private sealed record Step(
        string Method,
        string Suffix,
        bool NeedsVersion,
        Func<Line, HttpContext, Task<IResult>> Do
    )
    {
        public string? Scope { get; init; }
    }

    private sealed record Line(Step Step, Guid Id, int? ExpectedVersion, JsonObject Body, Caller Caller)
    {
        public static Line Of(JsonObject json, Caller caller)
        {
            var errors = new FieldErrors();
            foreach (
                var (name, value) in json.Where(member => !Members.Contains(member.Key))
                    .TakeWhile(_ => !errors.Truncated)
            )
                errors.Add(
                    FieldError.Body(
                        JsonPointer.Member("", name),
                        value?.ToJsonString(),
                        "unknown-member",
                        "one of " + string.Join(", ", Members)
                    )
                );
            var op = Text(json["op"]);
            if (op is null || !Steps.TryGetValue(op, out var step))
            {
                errors.Add(
                    FieldError.Body(
                        "/op",
                        op,
                        op is null ? "required" : "not-allowed",
                        "one of " + string.Join(", ", Steps.Keys)
                    )
                );
                throw new ProblemException(Problem.Invalid(errors));
            }

            var id = Guid.Empty;
            if (op == "create" ? json.ContainsKey("id") : !Guid.TryParseExact(Text(json["id"]), "D", out id))
                errors.Add(
                    FieldError.Body(
                        "/id",
                        Text(json["id"]),
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
                throw new ProblemException(Problem.Invalid(errors));
            if (step.Scope is { } scope && !caller.Has(scope))
                throw new ProblemException(new(ProblemTypes.Forbidden, $"The API key lacks the scope {scope}."));

            var body = json["body"] as JsonObject ?? [];
            json.Remove("body");
            return new(step, id, version, body, caller);
        }

        public void Prepare(HttpRequest request)
        {
            request.Method = Step.Method;
            if (Id != Guid.Empty)
                request.Path += $"/{Id}{Step.Suffix}";
            if (ExpectedVersion is { } version)
                request.Headers.IfMatch = Conditional.Tag(version, null);
        }

        public Task<IResult> Replacing(
            HttpContext inner,
            Func<Guid, JsonBody, HttpContext, Caller, Replacing, CancellationToken, Task<IResult>> handle
        ) =>
            handle(
                Id,
                new(Body),
                inner,
                Caller,
                inner.RequestServices.GetRequiredService<Replacing>(),
                inner.RequestAborted
            );

        private static string? Text(JsonNode? node) =>
            node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }
}
