namespace ArticleApi.Http.Problems;

/// <summary>
/// A kind of problem: a stable code, and what to do about it. <c>docs/problems.md</c> describes each.
/// </summary>
public sealed record ProblemType(string Code, int Status, string Title)
{
    /// <summary>Relative to the service; it answers there with the description.</summary>
    public string Uri => "/problems/" + Code;
}

/// <summary>Every kind of problem the service answers with.</summary>
public static class ProblemTypes
{
    public static readonly ProblemType InvalidRequest = new("invalid-request", 400, "The request is not valid");
    public static readonly ProblemType MalformedJson = new("malformed-json", 400, "The body is not JSON");
    public static readonly ProblemType SearchTooCostly = new("search-too-costly", 400, "The search takes too long");
    public static readonly ProblemType Unauthorized = new("unauthorized", 401, "A valid API key is needed");
    public static readonly ProblemType Forbidden = new("forbidden", 403, "The API key lacks a scope");
    public static readonly ProblemType NotFound = new("not-found", 404, "There is nothing here");
    public static readonly ProblemType MethodNotAllowed = new(
        "method-not-allowed",
        405,
        "The address does not take this method"
    );
    public static readonly ProblemType NotAcceptable = new("not-acceptable", 406, "No format that the request accepts");
    public static readonly ProblemType RequestTimeout = new("request-timeout", 408, "The body came too slowly");
    public static readonly ProblemType Conflict = new("conflict", 409, "The state of the resource does not allow this");
    public static readonly ProblemType DuplicateSlug = new("duplicate-slug", 409, "The slug is taken");
    public static readonly ProblemType DuplicateDateline = new(
        "duplicate-dateline",
        409,
        "The dateline exists already"
    );
    public static readonly ProblemType RequestUnderWay = new(
        "request-under-way",
        409,
        "The same request is being done"
    );
    public static readonly ProblemType InUse = new("in-use", 409, "Something uses it");
    public static readonly ProblemType Gone = new("gone", 410, "It was withdrawn or deleted");
    public static readonly ProblemType Expired = new("expired", 410, "It has expired");
    public static readonly ProblemType CursorExpired = new(
        "cursor-expired",
        410,
        "The cursor belongs to another history"
    );
    public static readonly ProblemType PreconditionFailed = new(
        "precondition-failed",
        412,
        "It was changed since you read it"
    );
    public static readonly ProblemType PayloadTooLarge = new("payload-too-large", 413, "The body is too large");
    public static readonly ProblemType UnsupportedMediaType = new(
        "unsupported-media-type",
        415,
        "The body's media type or coding is not taken here"
    );
    public static readonly ProblemType KeyReused = new("key-reused", 422, "The key was used for something else");
    public static readonly ProblemType PreconditionRequired = new("precondition-required", 428, "If-Match is needed");
    public static readonly ProblemType TooManyRequests = new("too-many-requests", 429, "Too many requests");
    public static readonly ProblemType InternalError = new("internal-error", 500, "The service failed");
    public static readonly ProblemType NotImplemented = new("not-implemented", 501, "No address takes this method");
    public static readonly ProblemType Overloaded = new("overloaded", 503, "Too much is asked at once");
    public static readonly ProblemType Busy = new("busy", 503, "The service is busy");
    public static readonly ProblemType Reindexing = new("reindexing", 503, "The full-text index is being made anew");
    public static readonly ProblemType OtherVersion = new(
        "other-version",
        503,
        "Another version of the service has the database"
    );
    public static readonly ProblemType DatabaseUnavailable = new(
        "database-unavailable",
        503,
        "The database cannot be used"
    );
    public static readonly ProblemType StorageFull = new("storage-full", 507, "There is no room for more");

    public static readonly IReadOnlyList<ProblemType> All = typeof(ProblemTypes)
        .GetFields()
        .Where(field => field.FieldType == typeof(ProblemType))
        .Select(field => (ProblemType)field.GetValue(null)!)
        .ToList();

    /// <summary>What a bare status means, where nobody said more.</summary>
    public static ProblemType ForStatus(int status) =>
        status switch
        {
            400 => InvalidRequest,
            401 => Unauthorized,
            403 => Forbidden,
            404 => NotFound,
            405 => MethodNotAllowed,
            406 => NotAcceptable,
            408 => RequestTimeout,
            413 => PayloadTooLarge,
            415 => UnsupportedMediaType,
            429 => TooManyRequests,
            503 => Busy,
            >= 400 and < 500 => InvalidRequest,
            _ => InternalError,
        };
}
