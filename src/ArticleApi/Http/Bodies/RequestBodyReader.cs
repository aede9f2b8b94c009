using ArticleApi.Http.OpenApi;
using ArticleApi.Http.Problems;

namespace ArticleApi.Http.Bodies;

/// <summary>
/// Reads requests' bodies. They are held whole until they are answered, so only so much of them is in memory at once;
/// the others wait for a short while, unread. Callers without a key have room of their own: they cannot take that of
/// those who write.
/// </summary>
internal sealed class RequestBodyReader(IConfiguration configuration, TimeProvider clock) : IDisposable
{
    public const string OpenMegabytesSetting = "RequestBodies:OpenMegabytes";
    public const string KeyedMegabytesSetting = "RequestBodies:KeyedMegabytes";

    private const int Mebibyte = 1024 * 1024;

    /// <summary>
    /// How many times its length a JSON body takes, as it is read into values: numbers of one digit take the most.
    /// </summary>
    private const int JsonMemoryFactor = 8;

    /// <summary>
    /// How many times its length a document takes, as it is read: XML of short elements takes the most.
    /// </summary>
    private const int DocumentMemoryFactor = 32;

    // The largest JSON body must find room.
    private const int MinMegabytes = JsonMemoryFactor * JsonBody.MaxBytes / Mebibyte;
    private const int MaxMegabytes = 65_536;

    // What is being waited for is not in memory: it takes as many bytes as the rooms hold, several times over.
    private const int QueueFactor = 16;

    private const int LargeDocumentBytes = 4 * Mebibyte;

    private const int ShortBodyBytes = 64 * 1024;

    private const int BytesPerPermit = 1024;

    /// <summary>Whoever would wait longer is better told so.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly MemoryBudget _open = new(
        configuration.WholeNumber(OpenMegabytesSetting, MinMegabytes, MinMegabytes, MaxMegabytes),
        clock
    );
    private readonly MemoryBudget _keyed = new(
        configuration.WholeNumber(KeyedMegabytesSetting, 64, MinMegabytes, MaxMegabytes),
        clock
    );

    /// <summary>The bytes of a body of any kind, with room for what will be read out of them.</summary>
    public async ValueTask<byte[]> ReadRawAsync(HttpContext context)
    {
        var bytes = await ReadAsync(context, RawBody.MaxBytes);
        var rooms = BudgetFor(context);
        // What would take more than there is has most of it for itself; the rest is for small ones, which wait for none
        // of those.
        await ReserveAsync(
            context,
            rooms.Documents,
            Math.Min((long)DocumentMemoryFactor * bytes.Length, rooms.TotalBytes / 4 * 3)
        );
        if (bytes.Length >= LargeDocumentBytes)
            context.Response.RegisterForDispose(new GarbageCollection());
        return bytes;
    }

    /// <summary>The bytes of a JSON body, with room for what will be read out of them.</summary>
    public async ValueTask<byte[]> ReadJsonAsync(HttpContext context)
    {
        var bytes = await ReadAsync(context, JsonBody.MaxBytes);
        // Only now: what is sent slowly keeps no more than it has sent.
        await ReserveAsync(context, BudgetFor(context).Values, (long)JsonMemoryFactor * bytes.Length);
        return bytes;
    }

    public void Dispose()
    {
        _open.Dispose();
        _keyed.Dispose();
    }

    /// <returns>The whole body; its room is given back with the end of the answer.</returns>
    /// <exception cref="ProblemException">
    /// Where it is longer than <paramref name="maxBytes"/>, or there is no room in time.
    /// </exception>
    /// <exception cref="BadHttpRequestException">Where it ends early, or its coding is broken.</exception>
    private async ValueTask<byte[]> ReadAsync(HttpContext context, int maxBytes)
    {
        try
        {
            var bytes = await ReadToEndAsync(context, maxBytes);
            if (context.Request.Headers.ContainsKey(IdempotencyMetadata.Header))
                context.Features.Set(new RequestBodyBytes(bytes));
            return bytes;
        }
        catch (IOException error) when (error is not BadHttpRequestException)
        {
            // The server fails itself at some chunks that are none.
            throw new BadHttpRequestException("The body ends early, or its transfer coding is broken.", error);
        }
    }

    private async ValueTask<byte[]> ReadToEndAsync(HttpContext context, int maxBytes)
    {
        var (request, cancellation) = (context.Request, context.RequestAborted);
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);

        var room = BudgetFor(context).Bodies;
        if (request.ContentLength is { } length)
        {
            await ReserveAsync(context, room, length);
            var whole = new byte[length];
            await request.Body.ReadExactlyAsync(whole, cancellation);
            return whole;
        }

        // A body that comes in chunks says its length last of all; most are short.
        var little = await ReserveAsync(context, room, ShortBodyBytes);
        using var bytes = new MemoryStream();
        if (await AppendAsync(request.Body, bytes, ShortBodyBytes, cancellation))
            return bytes.ToArray();

        // Who holds some room does not wait for more of it: all of it could be held by those who wait.
        little.Dispose();
        await ReserveAsync(context, room, maxBytes);
        return await AppendAsync(request.Body, bytes, maxBytes, cancellation)
            ? bytes.ToArray()
            : throw TooLarge(maxBytes);
    }

    /// <returns>Whether it ends before it is longer than <paramref name="most"/>.</returns>
    private static async Task<bool> AppendAsync(
        Stream body,
        MemoryStream bytes,
        int most,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[16 * 1024];
        while (bytes.Length <= most)
        {
            var read = await body.ReadAsync(buffer, cancellation);
            if (read == 0)
                return true;
            bytes.Write(buffer, 0, read);
        }

        return false;
    }

    private static async ValueTask<IDisposable> ReserveAsync(HttpContext context, WorkLimiter room, long length)
    {
        var taken = await room.EnterAsync((int)Math.Max(1, length / BytesPerPermit), context.RequestAborted);
        context.Response.RegisterForDispose(taken);
        return taken;
    }

    private MemoryBudget BudgetFor(HttpContext context) => context.HasVerifiedKey() ? _keyed : _open;

    private static ProblemException TooLarge(int maxBytes) =>
        new(new(ProblemTypes.PayloadTooLarge, $"A body may have up to {maxBytes:N0} bytes."));

    /// <summary>
    /// What was read out of a long document is garbage by the time its room is given back: the next finds the memory
    /// that it took. Left to itself the runtime takes more before it looks.
    /// </summary>
    private sealed class GarbageCollection : IDisposable
    {
        public void Dispose() =>
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>
    /// For bodies, as much again for what is read out of JSON, and for what is read out of documents, so that no import
    /// is in the way of those who write single articles.
    /// </summary>
    private sealed class MemoryBudget(int megabytes, TimeProvider clock) : IDisposable
    {
        public WorkLimiter Bodies { get; } = CreateLimiter(megabytes, clock);

        public WorkLimiter Values { get; } = CreateLimiter(megabytes, clock);

        public WorkLimiter Documents { get; } = CreateLimiter(megabytes, clock);

        public long TotalBytes => (long)megabytes * Mebibyte;

        public void Dispose()
        {
            Bodies.Dispose();
            Values.Dispose();
            Documents.Dispose();
        }

        private static WorkLimiter CreateLimiter(int megabytes, TimeProvider clock)
        {
            var units = megabytes * (Mebibyte / BytesPerPermit);
            return new(
                "Too many large bodies are being read at once.",
                units,
                (int)Math.Min(int.MaxValue, (long)units * QueueFactor),
                MaxWait,
                clock
            );
        }
    }
}
