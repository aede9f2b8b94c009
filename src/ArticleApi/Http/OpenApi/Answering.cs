namespace ArticleApi.Http.OpenApi;

/// <summary>What an operation answers when all is well.</summary>
/// <param name="Type">What the body says; null where there is none, or none that is JSON of ours.</param>
/// <param name="Paged">True for a page of a list of that type.</param>
/// <param name="Line">
/// What each line says, where the answer is lines of JSON; such an answer is no resource that has a version.
/// </param>
internal sealed record Answer(
    int Status,
    Type? Type,
    bool Paged = false,
    string? MediaType = null,
    string? Line = null
);

/// <summary>What a body says.</summary>
internal sealed record Sends(Type Type);

/// <summary>What a body is that is not JSON of ours.</summary>
internal sealed record SendsRaw(string MediaType, string Description);

/// <summary>Problems of this operation beyond those its method, address and scope already imply.</summary>
internal sealed record Refuses(IReadOnlyList<ProblemType> Problems);

/// <summary>For route tables: what the OpenAPI document cannot see in a handler that returns ready bytes.</summary>
internal static class Answering
{
    public static RouteHandlerBuilder Answers<T>(
        this RouteHandlerBuilder endpoint,
        int status = StatusCodes.Status200OK
    ) => endpoint.WithMetadata(new Answer(status, typeof(T), MediaType: "application/json"));

    public static RouteHandlerBuilder AnswersPage<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new Answer(StatusCodes.Status200OK, typeof(T), Paged: true, "application/json"));

    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new Answer(StatusCodes.Status204NoContent, null));

    public static RouteHandlerBuilder AnswersAs(this RouteHandlerBuilder endpoint, string mediaType) =>
        endpoint.WithMetadata(new Answer(StatusCodes.Status200OK, null, MediaType: mediaType));

    /// <summary>Lines of JSON (NDJSON).</summary>
    public static RouteHandlerBuilder AnswersLines(this RouteHandlerBuilder endpoint, string line) =>
        endpoint.WithMetadata(new Answer(StatusCodes.Status200OK, null, MediaType: JsonBody.Lines, Line: line));

    /// <summary>An old slug is answered with the new address.</summary>
    public static RouteHandlerBuilder Redirects(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new Answer(StatusCodes.Status308PermanentRedirect, null));

    public static RouteHandlerBuilder Sends<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new Sends(typeof(T)));

    public static RouteHandlerBuilder Refuses(
        this RouteHandlerBuilder endpoint,
        params IReadOnlyList<ProblemType> problems
    ) => endpoint.WithMetadata(new Refuses(problems));
}
