using System.Security.Cryptography;
using System.Text.Json;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http;

/// <summary>Ready bytes with their validators, or 304 where the client has them.</summary>
internal sealed record BytesAnswer(ReadOnlyMemory<byte> Bytes, string MediaType) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Null for a list: then a weak tag is made of the bytes.</summary>
    public string? Tag { get; init; }
    public DateTimeOffset? Modified { get; init; }
    public string? Location { get; init; }
    public string? Language { get; init; }
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>True where the address gives other formats under another <c>Accept</c>.</summary>
    public bool ByAccept { get; init; }

    /// <summary>Set where <c>Accept</c> chose the format: caches that ignore <c>Vary</c> must not keep it.</summary>
    public string? ContentLocation { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var tag = Tag ?? $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Bytes.Span).AsSpan(0, 8))}\"";
        var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

        response.Headers.ETag = tag;
        if (Modified is { } modified)
            response.Headers.LastModified = modified.ToString("R");
        if (Links.Count > 0)
            response.Headers.Link = string.Join(", ", Links);
        if (Location is not null)
            response.Headers.Location = Location;
        if (Language is not null and not "und")
            response.Headers.ContentLanguage = Language;
        if (ContentLocation is not null)
        {
            response.Headers.ContentLocation = ContentLocation;
        }

        // An open answer that a cache holds is none for a caller with a key.
        response.Headers.Vary = ByAccept || ContentLocation is not null ? "Accept, Authorization, X-Api-Key" : "Authorization, X-Api-Key";

        response.Headers.CacheControl = !safe || Caller.Of(httpContext).HasKey ? "private, no-store"
            : ContentLocation is not null ? "private, max-age=10"
            : "public, max-age=10, s-maxage=30, stale-while-revalidate=30";
        if (safe && Status == StatusCodes.Status200OK && Conditional.IsCurrent(request, tag, Modified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = Status;
        response.ContentType = MediaType;
        response.ContentLength = Bytes.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(Bytes, httpContext.RequestAborted);
    }
}

internal static class Answers
{
    public const string Json = "application/json; charset=utf-8";

    public static BytesAnswer Of<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, ArticleJson.Options), Json);
}
