using System.Buffers.Binary;
using System.Numerics;

namespace ArticleApi.Core;

/// <inheritdoc cref="SipHash.Begin"/>
public struct SipHasher
{
    private const int WordSize = sizeof(ulong);

    private ulong _v0;
    private ulong _v1;
    private ulong _v2;
    private ulong _v3;

    // The bytes of the last, unfilled word, and how many there were in all.
    private ulong _word;
    private int _length;

    internal SipHasher(SipHash key)
    {
        (_v0, _v1) = (key.Key0 ^ 0x736f6d6570736575, key.Key1 ^ 0x646f72616e646f6d);
        (_v2, _v3) = (key.Key0 ^ 0x6c7967656e657261, key.Key1 ^ 0x7465646279746573);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        for (; _length % WordSize != 0 && bytes.Length > 0; bytes = bytes[1..])
            Append(bytes[0]);
        _length += bytes.Length & ~(WordSize - 1);
        var (v0, v1, v2, v3) = (_v0, _v1, _v2, _v3);
        for (; bytes.Length >= WordSize; bytes = bytes[WordSize..])
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes), ref v0, ref v1, ref v2, ref v3);
        _v0 = v0;
        _v1 = v1;
        _v2 = v2;
        _v3 = v3;
        foreach (var rest in bytes)
            Append(rest);
    }

    public ulong GetHash()
    {
        var (v0, v1, v2, v3) = (_v0, _v1, _v2, _v3);
        Mix(_word | ((ulong)_length << 56), ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (var i = 0; i < 4; i++)
            Round(ref v0, ref v1, ref v2, ref v3);

        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void Append(byte single)
    {
        _word |= (ulong)single << (8 * (_length % WordSize));
        if (++_length % WordSize != 0)
            return;

        Mix(_word, ref _v0, ref _v1, ref _v2, ref _v3);
        _word = 0;
    }

    private static void Mix(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
