using System.Buffers.Binary;

namespace ArticleApi.Core;

/// <summary>
/// SipHash-2-4 (Aumasson and Bernstein, 2012): 64 bits of any bytes, keyed, so that whoever does not know the key
/// cannot make two texts meet. .NET has none that is keyed and lasting.
/// </summary>
public readonly record struct SipHash(ulong Key0, ulong Key1)
{
    /// <param name="key">16 bytes.</param>
    public static SipHash FromKey(ReadOnlySpan<byte> key) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));

    public ulong Compute(ReadOnlySpan<byte> bytes)
    {
        var hash = Begin();
        hash.Append(bytes);

        return hash.GetHash();
    }

    /// <summary>A hash of bytes that come in parts: the same as of all of them at once.</summary>
    public SipHasher Begin() => new(this);
}
