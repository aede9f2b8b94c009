using System.Buffers;
using System.Buffers.Binary;
using K4os.Compression.LZ4;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArticleApi.Storage;

/// <summary>
/// Bytes as they are stored: their length and an LZ4 block. JSON takes two fifths of its room so, and what is read less
/// costs as much as what is expanded.
/// </summary>
public sealed class CompressedBytes
{
    private const int Prefix = sizeof(int);

    private CompressedBytes(byte[] stored) => Stored = stored;

    public byte[] Stored { get; }

    public static CompressedBytes FromStored(byte[] stored) => new(stored);

    public static CompressedBytes Compress(ReadOnlySpan<byte> bytes)
    {
        var room = ArrayPool<byte>.Shared.Rent(Prefix + LZ4Codec.MaximumOutputSize(bytes.Length));
        BinaryPrimitives.WriteInt32LittleEndian(room, bytes.Length);
        var length = LZ4Codec.Encode(bytes, room.AsSpan(Prefix));
        var stored = room.AsSpan(0, Prefix + length).ToArray();
        ArrayPool<byte>.Shared.Return(room);

        return new(stored);
    }

    public byte[] Decompress() => Decompress(Stored);

    /// <inheritdoc cref="Decompress(ReadOnlySpan{byte}, Span{byte})"/>
    public static byte[] Decompress(ReadOnlySpan<byte> stored)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(LengthOf(stored));
        Decompress(stored, bytes);

        return bytes;
    }

    /// <param name="bytes">As many as <see cref="LengthOf"/> says, or more.</param>
    /// <exception cref="InvalidDataException">Where the database holds something else.</exception>
    public static void Decompress(ReadOnlySpan<byte> stored, Span<byte> bytes)
    {
        var length = LengthOf(stored);
        if (length > 0 && LZ4Codec.Decode(stored[Prefix..], bytes[..length]) != length)
            throw new InvalidDataException("What is stored of a document is broken.");
    }

    /// <summary>How many bytes there are once they are expanded.</summary>
    /// <exception cref="InvalidDataException">Where the database holds something else.</exception>
    public static int LengthOf(ReadOnlySpan<byte> stored)
    {
        var length = stored.Length < Prefix ? -1 : BinaryPrimitives.ReadInt32LittleEndian(stored);

        // No block says more than 255 times what it holds: a length that is none makes no room.
        return length >= 0 && length <= 255L * stored.Length
            ? length
            : throw new InvalidDataException("What is stored of a document is broken.");
    }
}

internal sealed class CompressedBytesConverter()
    : ValueConverter<CompressedBytes, byte[]>(
        compressed => compressed.Stored,
        stored => CompressedBytes.FromStored(stored)
    );
