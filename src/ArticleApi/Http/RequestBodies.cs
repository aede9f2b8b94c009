using ArticleApi.Storage;

namespace ArticleApi.Http;

/// <summary>
/// Reads requests' bodies. They are held whole until they are answered, so only so much of them is in memory at once;
/// the others wait for a short while, unread. Callers without a key have room of their own: they cannot take that of
/// those who write.
/// </summary>
internal sealed class RequestBodies(IConfiguration configuration, TimeProvider clock) : IDisposable
{
    public const string OpenMegabytes = "RequestBodies:OpenMegabytes";
    public const string KeyedMegabytes = "RequestBodies:KeyedMegabytes";

    private const int Mebibyte = 1024 * 1024;

    /// <summary>
    /// How many times its length a JSON body takes, as it is read into values: numbers of one digit take the most.
    /// </summary>
    private const int JsonTimes = 8;

    /// <summary>
    /// How many times its length a document takes, as it is read: XML of short elements takes the most.
    /// </summary>
    private const int DocumentTimes = 32;

    // The largest JSON body must find room.
    private const int Least = JsonTimes * JsonBody.MaxBytes / Mebibyte;
    private const int MostMegabytes = 65_536;

    // What is being waited for is not in memory: it takes as many bytes as the rooms hold, several times over.
    private const int QueueRooms = 16;

    private const int LongDocument = 4 * Mebibyte;

    private const int ShortLength = 64 * 1024;

    private const int Unit = 1024;

    /// <summary>Whoever would wait longer is better told so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Rooms _open = new(configuration.WholeNumber(OpenMegabytes, Least, Least, MostMegabytes), clock);
    private readonly Rooms _keyed = new(configuration.WholeNumber(KeyedMegabytes, 64, Least, MostMegabytes), clock);

    /// <summary>The bytes of a body of any kind, with room for what will be read out of them.</summary>
    public async ValueTask<byte[]> ReadRawAsync(HttpContext context)
    {
        var bytes = await ReadAsync(context, RawBody.MaxBytes);
        var rooms = RoomsOf(context);
        // What would take more than there is has most of it for itself; the rest is for small ones, which wait for none
        // of those.
        await TakeAsync(context, rooms.Documents, Math.Min((long)DocumentTimes * bytes.Length, rooms.Bytes / 4 * 3));
        if (bytes.Length >= LongDocument)
            context.Response.RegisterForDispose(new Sweeping());
        return bytes;
    }

    /// <summary>The bytes of a JSON body, with room for what will be read out of them.</summary>
    public async ValueTask<byte[]> ReadJsonAsync(HttpContext context)
    {
        var bytes = await ReadAsync(context, JsonBody.MaxBytes);
        // Only now: what is sent slowly keeps no more than it has sent.
        await TakeAsync(context, RoomsOf(context).Values, (long)JsonTimes * bytes.Length);
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
            return await ReadWholeAsync(context, maxBytes);
        }
        catch (IOException error) when (error is not BadHttpRequestException)
        {
            // The server fails itself at some chunks that are none.
            throw new BadHttpRequestException("The body ends early, or its transfer coding is broken.", error);
        }
    }

    private async ValueTask<byte[]> ReadWholeAsync(HttpContext context, int maxBytes)
    {
        var (request, cancellation) = (context.Request, context.RequestAborted);
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);

        var room = RoomsOf(context).Bodies;
        if (request.ContentLength is { } length)
        {
            await TakeAsync(context, room, length);
            var whole = new byte[length];
            await request.Body.ReadExactlyAsync(whole, cancellation);
            return whole;
        }

        // A body that comes in chunks says its length last of all; most are short.
        var little = await TakeAsync(context, room, ShortLength);
        using var bytes = new MemoryStream();
        if (await ReadOnAsync(request.Body, bytes, ShortLength, cancellation))
            return bytes.ToArray();

        // Who holds some room does not wait for more of it: all of it could be held by those who wait.
        little.Dispose();
        await TakeAsync(context, room, maxBytes);
        return await ReadOnAsync(request.Body, bytes, maxBytes, cancellation)
            ? bytes.ToArray()
            : throw TooLarge(maxBytes);
    }

    /// <returns>Whether it ends before it is longer than <paramref name="most"/>.</returns>
    private static async Task<bool> ReadOnAsync(
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

    private static async ValueTask<IDisposable> TakeAsync(HttpContext context, WorkLimiter room, long length)
    {
        var taken = await room.EnterAsync((int)Math.Max(1, length / Unit), context.RequestAborted);
        context.Response.RegisterForDispose(taken);
        return taken;
    }

    private Rooms RoomsOf(HttpContext context) => Caller.Of(context).HasKey ? _keyed : _open;

    private static ProblemException TooLarge(int maxBytes) =>
        new(new(ProblemTypes.PayloadTooLarge, $"A body may have up to {maxBytes:N0} bytes."));

    /// <summary>
    /// What was read out of a long document is garbage by the time its room is given back: the next finds the memory
    /// that it took. Left to itself the runtime takes more before it looks.
    /// </summary>
    private sealed class Sweeping : IDisposable
    {
        public void Dispose() =>
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>
    /// For bodies, as much again for what is read out of JSON, and for what is read out of documents, so that no import
    /// is in the way of those who write single articles.
    /// </summary>
    private sealed class Rooms(int megabytes, TimeProvider clock) : IDisposable
    {
        public WorkLimiter Bodies { get; } = Room(megabytes, clock);

        public WorkLimiter Values { get; } = Room(megabytes, clock);

        public WorkLimiter Documents { get; } = Room(megabytes, clock);

        public long Bytes => (long)megabytes * Mebibyte;

        public void Dispose()
        {
            Bodies.Dispose();
            Values.Dispose();
            Documents.Dispose();
        }

        private static WorkLimiter Room(int megabytes, TimeProvider clock)
        {
            var units = megabytes * (Mebibyte / Unit);
            return new(
                "Too many large bodies are being read at once.",
                units,
                (int)Math.Min(int.MaxValue, (long)units * QueueRooms),
                Patience,
                clock
            );
        }
    }
}
