using System.IO.Compression;

namespace ArticleApi.Http.Caching;

/// <summary>
/// A kept answer's compressed forms. Each is made when it is first asked for and kept beside the plain one, so that
/// compressing is paid once for each version and never for an answer that is sent only once.
/// </summary>
internal sealed class ContentEncodings(OutputCache cache)
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    /// <summary>Below this a packet is sent anyway.</summary>
    public const int MinBytes = 1_000;

    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;

    private byte[]? _brotli;
    private byte[]? _gzip;

    public int Size => (_brotli?.Length ?? 0) + (_gzip?.Length ?? 0);

    /// <summary>The best coding the client takes (RFC 9110 §12.5.3); null for none.</summary>
    public static string? Negotiate(HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding;
        if (accepted.Count == 0)
            return null;
        if (accepted.Count == 1 && !accepted[0]!.Contains(';', StringComparison.Ordinal))
        {
            if (ListsEncoding(accepted[0], Brotli))
                return Brotli;

            return ListsEncoding(accepted[0], Gzip) ? Gzip : null;
        }

        var codings = request.GetTypedHeaders().AcceptEncoding;
        double Quality(string name) =>
            (
                codings.FirstOrDefault(coding => coding.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? codings.FirstOrDefault(coding => coding.Value == "*")
            )
                is { } sent
                ? sent.Quality ?? 1
                : 0;
        var (brotli, gzip) = (Quality(Brotli), Quality(Gzip));
        if (brotli > 0 && brotli >= gzip)
            return Brotli;

        return gzip > 0 ? Gzip : null;
    }

    public ReadOnlyMemory<byte> GetOrCompress(string coding, ReadOnlyMemory<byte> plain) =>
        coding == Brotli
            ? _brotli ?? StoreFirst(ref _brotli, CompressBrotli(plain.Span))
            : _gzip ?? StoreFirst(ref _gzip, CompressGzip(plain.Span));

    private byte[] StoreFirst(ref byte[]? form, byte[] made)
    {
        if (Interlocked.CompareExchange(ref form, made, null) is { } earlier)
            return earlier;

        cache.AddSize(made.Length);
        return made;
    }

    /// <summary>
    /// What a long answer is written to, part by part, quickly rather than as short as can be; null for no coding.
    /// Disposing it ends the coding, not the answer.
    /// </summary>
    public static Stream? CreateEncodingStream(string? coding, Stream body) =>
        coding switch
        {
            Brotli => new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true),
            Gzip => new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true),
            _ => null,
        };

    private static bool ListsEncoding(string? accepted, string coding)
    {
        foreach (var range in accepted.AsSpan().Split(','))
        {
            if (accepted.AsSpan()[range].Trim().Equals(coding, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static byte[] CompressBrotli(ReadOnlySpan<byte> plain)
    {
        var room = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];

        return BrotliEncoder.TryCompress(plain, room, out var written, BrotliQuality, BrotliWindow)
            ? room[..written]
            : throw new InvalidOperationException("The answer could not be compressed.");
    }

    private static byte[] CompressGzip(ReadOnlySpan<byte> plain)
    {
        using var room = new MemoryStream();
        using (var gzip = new GZipStream(room, CompressionLevel.Optimal))
            gzip.Write(plain);

        return room.ToArray();
    }
}
