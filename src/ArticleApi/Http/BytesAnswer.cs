using System.IO.Hashing;
using System.Text.Json;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http;

/// <summary>Ready bytes with their validators, or 304 where the client has them.</summary>
internal sealed record BytesAnswer(ReadOnlyMemory<byte> Bytes, string MediaType) : IResult
{
    private const string Shared = "public, max-age=10, s-maxage=30, stale-while-revalidate=30";

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

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var safe = HttpMethods.IsGet(httpContext.Request.Method) || HttpMethods.IsHead(httpContext.Request.Method);
        var open = safe && !Caller.Of(httpContext).HasKey;
        var byAccept = ByAccept || ContentLocation is not null;
        var ready = new ReadyAnswer(Status, Bytes, MediaType)
        {
            Tag = Tag ?? $"W/\"{XxHash3.HashToUInt64(Bytes.Span):x16}\"",
            Modified = Modified,
            Links = Links.Count > 0 ? string.Join(", ", Links) : null,
            Location = Location,
            Language = Language is "und" ? null : Language,
            ContentLocation = ContentLocation,
            // An open answer that a cache holds is none for a caller with a key.
            Vary = (open, byAccept) switch
            {
                (true, true) => "Accept, Accept-Encoding, Authorization, X-Api-Key",
                (true, false) => "Accept-Encoding, Authorization, X-Api-Key",
                (false, true) => "Accept, Authorization, X-Api-Key",
                _ => "Authorization, X-Api-Key",
            },
            CacheControl =
                !open ? "private, no-store"
                : ContentLocation is not null ? "private, max-age=10"
                : Shared,
            Conditional = safe && Status == StatusCodes.Status200OK,
        };

        return open && Status == StatusCodes.Status200OK && httpContext.Features.Get<Keeping>() is { } keeping
            ? keeping.Keep(ready).Send(httpContext)
            : ready.Send(httpContext);
    }
}

internal static class Answers
{
    public const string Json = "application/json; charset=utf-8";

    public static BytesAnswer Of<T>(T value) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, ArticleJson.Options), Json);
}
