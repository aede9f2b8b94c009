using System.Runtime.InteropServices;

namespace ArticleApi.Http;

/// <summary>An answer down to its headers' texts, to be sent once or, where it is kept, many times.</summary>
internal sealed class ReadyAnswer(int status, ReadOnlyMemory<byte> bytes, string mediaType)
{
    private readonly string? _modified;

    public required string Tag { get; init; }
    public required string Vary { get; init; }
    public required string CacheControl { get; init; }

    /// <summary>Whether a client's copy may be confirmed instead.</summary>
    public required bool Conditional { get; init; }

    public DateTimeOffset? Modified
    {
        get;
        init
        {
            field = value;
            _modified = value?.ToString("R");
        }
    }

    public string? Links { get; init; }
    public string? Location { get; init; }
    public string? Language { get; init; }
    public string? ContentLocation { get; init; }

    /// <summary>The other codings it can be sent in; null where it is sent as it is.</summary>
    public Codings? Forms { get; init; }

    /// <summary>Bytes of memory that its bytes and texts take.</summary>
    public int Size =>
        bytes.Length
        + (Forms?.Size ?? 0)
        + sizeof(char)
            * (
                Tag.Length
                + (_modified?.Length ?? 0)
                + (Links?.Length ?? 0)
                + (Location?.Length ?? 0)
                + (ContentLocation?.Length ?? 0)
            );

    /// <summary>False for an answer without bytes: it can only confirm a copy.</summary>
    public bool HasBytes => !bytes.IsEmpty;

    /// <summary>The same to be kept, with room for other codings.</summary>
    public ReadyAnswer With(Codings forms) =>
        new(status, Alone(bytes), mediaType)
        {
            Tag = Tag,
            Vary = Vary,
            CacheControl = CacheControl,
            Conditional = Conditional,
            Modified = Modified,
            Links = Links,
            Location = Location,
            Language = Language,
            ContentLocation = ContentLocation,
            Forms = forms,
        };

    /// <summary>Whether the client has what would be sent.</summary>
    public bool IsCurrent(HttpRequest request) =>
        Conditional && Http.Conditional.IsCurrent(request, TagOf(CodingFor(request)), Modified);

    public Task Send(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var coding = CodingFor(request);
        var tag = TagOf(coding);
        var headers = response.Headers;
        headers.ETag = tag;
        headers.Vary = Vary;
        headers.CacheControl = CacheControl;
        if (_modified is not null)
            headers.LastModified = _modified;
        if (Links is not null)
            headers.Link = Links;
        if (Location is not null)
            headers.Location = Location;
        if (Language is not null)
            headers.ContentLanguage = Language;
        if (ContentLocation is not null)
            headers.ContentLocation = ContentLocation;

        if (Conditional && Http.Conditional.IsCurrent(request, tag, Modified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var body = coding is null ? bytes : Forms!.Bytes(coding, bytes);
        response.StatusCode = status;
        if (HasBytes)
            headers.ContentType = mediaType;
        if (mediaType == HtmlPage.MediaType)
            response.SetPageHeaders();
        if (coding is not null)
            headers.ContentEncoding = coding;
        response.ContentLength = body.Length;

        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    // A buffer that was made larger than what it holds would be kept whole.
    private static ReadOnlyMemory<byte> Alone(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var buffer) && buffer.Array!.Length > bytes.Length
            ? bytes.ToArray()
            : bytes;

    private string? CodingFor(HttpRequest request) =>
        Forms is null || bytes.Length is > 0 and < Codings.Least ? null : Codings.Chosen(request);

    // Another coding is another representation (RFC 9110 §8.8.3); a weak tag stands for all of them.
    private string TagOf(string? coding) =>
        coding is null || Tag[0] == 'W'
            ? Tag
            : $"{Tag.AsSpan(0, Tag.Length - 1)}-{(coding == Codings.Brotli ? "br" : "gz")}\"";
}
