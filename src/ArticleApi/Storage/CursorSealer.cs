using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ArticleApi.Storage;

/// <summary>
/// Seals places of one list, as <see cref="CursorSeal"/> says: what they share is made ready once. For one thread at a
/// time.
/// </summary>
internal sealed class CursorSealer : IDisposable
{
    private const int UsualSize = 256;

    private readonly byte[] _name;
    private readonly AesGcm _cipher;
    private readonly IncrementalHash _nonces;

    public CursorSealer(string list, byte[] cipherKey, byte[] nonceKey)
    {
        _name = Encoding.UTF8.GetBytes(list);
        _cipher = new(cipherKey, CursorSeal.TagSize);
        _nonces = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, nonceKey);
    }

    public string Seal(ReadOnlySpan<byte> place)
    {
        var size = CursorSeal.Overhead + place.Length;
        var bytes = size <= UsualSize ? stackalloc byte[size] : new byte[size];
        var nonce = bytes[..CursorSeal.NonceSize];
        WriteNonce(place, nonce);
        _cipher.Encrypt(
            nonce,
            place,
            bytes[CursorSeal.NonceSize..^CursorSeal.TagSize],
            bytes[^CursorSeal.TagSize..],
            _name
        );

        return Base64Url.EncodeToString(bytes);
    }

    public void Dispose()
    {
        _cipher.Dispose();
        _nonces.Dispose();
    }

    // The name's length comes first, so that no other name and place make the same bytes: a nonce must never be of two
    // places.
    private void WriteNonce(ReadOnlySpan<byte> place, Span<byte> nonce)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, _name.Length);
        _nonces.AppendData(length);
        _nonces.AppendData(_name);
        _nonces.AppendData(place);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _nonces.GetHashAndReset(hash);
        hash[..nonce.Length].CopyTo(nonce);
    }
}
