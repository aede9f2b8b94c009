using System.Buffers;
using System.IO.Hashing;
using ArticleApi.Http.Caching;

namespace ArticleApi.Http;

/// <summary>Ready bytes with their validators, or 304 where the client has them.</summary>
internal record BytesResult(ReadOnlyMemory<byte> Bytes, string MediaType) : IResult
{
    private const string SharedCacheControl = "public, max-age=10, s-maxage=30, stale-while-revalidate=30";

    /// <summary>
    /// The pool's buffer that the bytes lie in, given back once they are sent; null where they are its own.
    /// </summary>
    public byte[]? Rented { get; init; }

    public int StatusCode { get; init; } = StatusCodes.Status200OK;

    /// <summary>Null for a list: then a weak tag is made of the bytes.</summary>
    public string? ETag { get; init; }
    public DateTimeOffset? LastModified { get; init; }
    public string? Location { get; init; }
    public string? Language { get; init; }
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>True where the address gives other formats under another <c>Accept</c>.</summary>
    public bool IsNegotiated { get; init; }

    /// <summary>Set where <c>Accept</c> chose the format: caches that ignore <c>Vary</c> must not keep it.</summary>
    public string? ContentLocation { get; init; }

    /// <summary>True where it tells of the one who asks: nobody else gets it, with the same rights either.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>True for what was waited for: nobody else is to be given it.</summary>
    public bool IsMomentary { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var safe = HttpMethods.IsGet(httpContext.Request.Method) || HttpMethods.IsHead(httpContext.Request.Method);
        var open = safe && !IsMomentary && !httpContext.HasVerifiedKey();
        var isRead = safe && StatusCode == StatusCodes.Status200OK;
        var byAccept = IsNegotiated || ContentLocation is not null;
        var keeping = isRead && !IsPersonal && !IsMomentary ? CaptureOf(httpContext) : null;
        // What is kept outlives the buffer.
        var bytes = keeping is not null && Rented is not null ? Bytes.ToArray() : Bytes;
        var ready = new PreparedResponse(StatusCode, bytes, MediaType)
        {
            ETag = ETag ?? $"W/\"{XxHash3.HashToUInt64(Bytes.Span):x16}\"",
            LastModified = LastModified,
            Links = Links.Count > 0 ? string.Join(", ", Links) : null,
            Location = Location,
            Language = Language is "und" ? null : Language,
            ContentLocation = ContentLocation ?? (isRead ? CanonicalAddress.FindOther(httpContext.Request) : null),
            // An open answer that a cache holds is none for a caller with a key.
            Vary = (open || keeping is not null, byAccept) switch
            {
                (true, true) => "Accept, Accept-Encoding, Authorization, X-Api-Key",
                (true, false) => "Accept-Encoding, Authorization, X-Api-Key",
                (false, true) => "Accept, Authorization, X-Api-Key",
                _ => "Authorization, X-Api-Key",
            },
            CacheControl = (open, ContentLocation) switch
            {
                (false, _) => "private, no-store",
                (true, not null) => "private, max-age=10",
                _ => SharedCacheControl,
            },
            IsConditional = isRead,
        };

        var writing = (keeping?.Store(ready) ?? ready).WriteAsync(httpContext);
        return Rented is { } rented ? ReturnAfterAsync(writing, rented) : writing;
    }

    private static CacheCapture? CaptureOf(HttpContext context) =>
        context.Features.Get<CacheCapture>() is { } capture && capture.CanStore(context) ? capture : null;

    // Where sending fails somebody may still read the buffer: then the pool makes another.
    private static async Task ReturnAfterAsync(Task writing, byte[] rented)
    {
        await writing;
        ArrayPool<byte>.Shared.Return(rented);
    }
}
