using ArticleApi.Http.Bodies;
using ArticleApi.Http.Problems;

namespace ArticleApi.Http.OpenApi;

/// <summary>What an operation answers when all is well.</summary>
/// <param name="Type">What the body says; null where there is none, or none that is JSON of ours.</param>
/// <param name="IsPage">True for a page of a list of that type.</param>
/// <param name="LineDescription">
/// What each line says, where the answer is lines of JSON; such an answer is no resource that has a version.
/// </param>
internal sealed record ResponseMetadata(
    int Status,
    Type? Type,
    bool IsPage = false,
    string? MediaType = null,
    string? LineDescription = null
)
{
    /// <summary>A body that says a type.</summary>
    public static ResponseMetadata Json(int status, Type type) => new(status, type, MediaType: "application/json");
}

/// <summary>What a body says.</summary>
internal sealed record RequestBodyMetadata(Type Type);

/// <summary>What a body is that is not JSON of ours.</summary>
internal sealed record RawBodyMetadata(string MediaType, string Description);

/// <summary>Problems of this operation beyond those its method, address and scope already imply.</summary>
internal sealed record ProblemMetadata(IReadOnlyList<ProblemType> Problems);

/// <summary>That a write may come without <c>If-Match</c>.</summary>
internal sealed record OptionalIfMatchMetadata;

/// <summary>That a write does the same to whatever version there is.</summary>
internal sealed record NoIfMatchMetadata;

/// <summary>For route tables: what the OpenAPI document cannot see in a handler's types.</summary>
internal static class EndpointConventions
{
    public const string EventStreamMediaType = "text/event-stream";

    public static RouteHandlerBuilder ProducesMedia(this RouteHandlerBuilder endpoint, string mediaType) =>
        endpoint.WithMetadata(new ResponseMetadata(StatusCodes.Status200OK, null, MediaType: mediaType));

    /// <summary>Lines of JSON (NDJSON).</summary>
    public static RouteHandlerBuilder ProducesNdjson(this RouteHandlerBuilder endpoint, string line) =>
        endpoint.WithMetadata(
            new ResponseMetadata(StatusCodes.Status200OK, null, MediaType: NdjsonBody.MediaType, LineDescription: line)
        );

    /// <summary>Server-sent events, without an end.</summary>
    public static RouteHandlerBuilder ProducesEvents(this RouteHandlerBuilder endpoint, string events) =>
        endpoint.WithMetadata(
            new ResponseMetadata(
                StatusCodes.Status200OK,
                null,
                MediaType: EventStreamMediaType,
                LineDescription: events
            )
        );

    public static RouteHandlerBuilder WithOptionalIfMatch(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new OptionalIfMatchMetadata());

    public static RouteHandlerBuilder WithoutIfMatch(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new NoIfMatchMetadata());

    public static RouteHandlerBuilder ProducesProblems(
        this RouteHandlerBuilder endpoint,
        params IReadOnlyList<ProblemType> problems
    ) => endpoint.WithMetadata(new ProblemMetadata(problems));
}
