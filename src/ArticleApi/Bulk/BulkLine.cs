using System.Text.Json.Nodes;
using ArticleApi.Auth;
using ArticleApi.Core.Rejections;
using ArticleApi.Http;
using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;

namespace ArticleApi.Bulk;

/// <summary>One operation among many.</summary>
/// <param name="Id">The item's; empty for a new one.</param>
internal sealed record BulkLine(BulkOperation Operation, Guid Id, int? Version, JsonObject Body)
{
    private static readonly string[] Members = ["op", "id", "expectedVersion", "body"];

    /// <summary>The address of the operation by itself.</summary>
    public string PathIn(BulkKind kind) => Id == Guid.Empty ? kind.Path : $"{kind.Path}/{Id}{Operation.Suffix}";

    public ExpectedVersion ExpectedVersion =>
        Version is { } version
            ? new(Preconditions.FormatETag(version, null)) { Versions = [version] }
            : ExpectedVersion.Unstated;

    /// <exception cref="ProblemException">Naming every place of the line that is wrong.</exception>
    public static BulkLine Parse(JsonObject json, BulkKind kind, Caller caller)
    {
        var errors = new FieldErrors();
        foreach (
            var (name, value) in json.Where(member => !Members.Contains(member.Key)).TakeWhile(_ => !errors.IsTruncated)
        )
            errors.Add(
                FieldError.Body(
                    JsonPointer.AppendMember("", name),
                    value?.ToJsonString(),
                    "unknown-member",
                    NearestName.DescribeUnknown(name, Members)
                )
            );
        var op = AsString(json["op"]);
        if (op is null || !kind.Operations.TryGetValue(op, out var operation))
        {
            errors.Add(
                FieldError.Body(
                    "/op",
                    op,
                    op is null ? "required" : "not-allowed",
                    "one of " + string.Join(", ", kind.Operations.Keys)
                )
            );
            throw new ProblemException(Problem.InvalidRequest(errors));
        }

        var id = Guid.Empty;
        if (operation.IsCreation ? json.ContainsKey("id") : !Guid.TryParseExact(AsString(json["id"]), "D", out id))
            errors.Add(
                FieldError.Body(
                    "/id",
                    AsString(json["id"]),
                    operation.IsCreation ? "unknown-member" : "not-an-id",
                    operation.IsCreation ? "no id: the service gives it" : $"the id of {kind.ItemName}, a UUID"
                )
            );
        if (operation.IsCreation && json.ContainsKey("expectedVersion"))
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
        if (version is null && (operation.NeedsVersion || json["expectedVersion"] is not null))
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
        if (operation.Scope is { } scope && !caller.HasScope(scope))
            throw new ProblemException(new(ProblemTypes.Forbidden, $"The API key lacks the scope {scope}."));

        var body = json["body"] as JsonObject ?? [];
        json.Remove("body");
        return new(operation, id, version, body);
    }

    private static string? AsString(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
