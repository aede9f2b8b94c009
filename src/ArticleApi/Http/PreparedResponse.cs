using System.Runtime.InteropServices;
using ArticleApi.Http.Caching;

namespace ArticleApi.Http;

/// <summary>An answer down to its headers' texts, to be sent once or, where it is kept, many times.</summary>
internal sealed class PreparedResponse(int status, ReadOnlyMemory<byte> bytes, string mediaType)
{
    private readonly string? _lastModifiedText;

    public required string ETag { get; init; }
    public required string Vary { get; init; }
    public required string CacheControl { get; init; }

    /// <summary>Whether a client's copy may be confirmed instead.</summary>
    public required bool IsConditional { get; init; }

    public DateTimeOffset? LastModified
    {
        get;
        init
        {
            field = value;
            _lastModifiedText = value?.ToString("R");
        }
    }

    public string? Links { get; init; }
    public string? Location { get; init; }
    public string? Language { get; init; }
    public string? ContentLocation { get; init; }

    /// <summary>The other codings it can be sent in; null where it is sent as it is.</summary>
    public ContentEncodings? Encodings { get; init; }

    /// <summary>Bytes of memory that its bytes and texts take.</summary>
    public int Size =>
        bytes.Length
        + (Encodings?.Size ?? 0)
        + sizeof(char)
            * (
                ETag.Length
                + (_lastModifiedText?.Length ?? 0)
                + (Links?.Length ?? 0)
                + (Location?.Length ?? 0)
                + (ContentLocation?.Length ?? 0)
            );

    /// <summary>False for an answer without bytes: it can only confirm a copy.</summary>
    public bool HasBytes => !bytes.IsEmpty;

    /// <summary>The same to be kept, with room for other codings.</summary>
    public PreparedResponse WithEncodings(ContentEncodings forms) =>
        new(status, TrimExcess(bytes), mediaType)
        {
            ETag = ETag,
            Vary = Vary,
            CacheControl = CacheControl,
            IsConditional = IsConditional,
            LastModified = LastModified,
            Links = Links,
            Location = Location,
            Language = Language,
            ContentLocation = ContentLocation,
            Encodings = forms,
        };

    /// <summary>Whether the client has what would be sent.</summary>
    public bool IsNotModified(HttpRequest request) =>
        IsConditional && Http.Preconditions.IsNotModified(request, ETagFor(EncodingFor(request)), LastModified);

    public Task WriteAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var coding = EncodingFor(request);
        var tag = ETagFor(coding);
        var headers = response.Headers;
        headers.ETag = tag;
        headers.Vary = Vary;
        headers.CacheControl = CacheControl;
        if (_lastModifiedText is not null)
            headers.LastModified = _lastModifiedText;
        if (Links is not null)
            headers.Link = Links;
        if (Location is not null)
            headers.Location = Location;
        if (Language is not null)
            headers.ContentLanguage = Language;
        if (ContentLocation is not null)
            headers.ContentLocation = ContentLocation;

        if (
            IsConditional
            && Http.Preconditions.HasRequirements(request)
            && Http.Preconditions.FindFailed(request, tag, LastModified) is { } failed
        )
            return failed.ExecuteAsync(context);
        if (IsConditional && Http.Preconditions.IsNotModified(request, tag, LastModified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var body = coding is null ? bytes : Encodings!.GetOrCompress(coding, bytes);
        response.StatusCode = status;
        if (HasBytes)
            headers.ContentType = mediaType;
        if (mediaType == HtmlPageTemplate.MediaType)
            response.SetHtmlPageHeaders();
        if (coding is not null)
            headers.ContentEncoding = coding;
        response.ContentLength = body.Length;

        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    // A buffer that was made larger than what it holds would be kept whole.
    private static ReadOnlyMemory<byte> TrimExcess(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var buffer) && buffer.Array!.Length > bytes.Length
            ? bytes.ToArray()
            : bytes;

    private string? EncodingFor(HttpRequest request) =>
        Encodings is null || bytes.Length is > 0 and < ContentEncodings.MinBytes
            ? null
            : ContentEncodings.Negotiate(request);

    // Another coding is another representation (RFC 9110 §8.8.3); a weak tag stands for all of them.
    private string ETagFor(string? coding) =>
        coding is null || ETag[0] == 'W'
            ? ETag
            : $"{ETag.AsSpan(0, ETag.Length - 1)}-{(coding == ContentEncodings.Brotli ? "br" : "gz")}\"";
}
