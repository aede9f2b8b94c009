namespace ArticleApi.Import.Sources;

/// <summary>
/// What comes out of a compressed stream, as long as it is not absurdly more than a document has.
/// </summary>
internal sealed class BoundedDecompressionStream(Stream packed) : Stream
{
    /// <summary>
    /// More than any corpus of a million articles; a bomb is cut off here, having cost time and no memory.
    /// </summary>
    private const long MaxBytes = MaxGiB * 1024L * 1024 * 1024;

    private const int MaxGiB = 100;

    private long _bytesRead;

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => CountBytes(await packed.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => CountBytes(packed.Read(buffer, offset, count));

    private int CountBytes(int read) =>
        (_bytesRead += read) <= MaxBytes ? read : throw new IOException($"It unpacks to more than {MaxGiB} GiB.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            packed.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => _bytesRead;
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
