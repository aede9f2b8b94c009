using System.Buffers;

namespace ArticleApi.Http;

/// <summary>Documents to be sent, each on a line, in rented memory that is used again and again.</summary>
internal sealed class NdjsonBuffer : IDisposable
{
    private const int DefaultCapacity = 256 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(DefaultCapacity);
    private int _used;
    private int _lastStart;

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _used);

    public bool IsEmpty => _used == 0;

    /// <summary>The last document.</summary>
    public ReadOnlySpan<byte> LastDocument => _bytes.AsSpan(_lastStart, _used - _lastStart - 1);

    /// <returns>False where there is no room left. An empty buffer takes a document of any length.</returns>
    public bool TryAdd(ReadOnlySpan<byte> document)
    {
        if (document.Length >= _bytes.Length - _used)
        {
            if (!IsEmpty)
                return false;
            Rent(document.Length + 1);
        }

        document.CopyTo(_bytes.AsSpan(_used));
        _lastStart = _used;
        _used += document.Length + 1;
        _bytes[_used - 1] = (byte)'\n';
        return true;
    }

    public void Clear()
    {
        // What one long document needed is not kept for the others.
        if (_bytes.Length > 2 * DefaultCapacity)
            Rent(DefaultCapacity);
        _used = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Rent(int length)
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(length);
    }
}
