using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ArticleApi.Storage;

/// <summary>
/// Makes a place in a list into a text that only this database's services can read or make: AES-GCM with keys drawn
/// from the database's secret. The nonce is keyed by what is sealed, so that the same place is always the same text,
/// and answers keep their tags.
/// </summary>
internal sealed class CursorSeal(DatabaseSecret secret)
{
    /// <summary>Bytes that a sealed place has more than the place.</summary>
    public const int Overhead = NonceSize + TagSize;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    private volatile Keys? _keys;

    private Keys Current
    {
        get
        {
            var value = secret.Value;
            var keys = _keys;

            return keys is not null && ReferenceEquals(keys.Secret, value) ? keys : _keys = new(value);
        }
    }

    /// <param name="list">What the place is of; it opens under no other name.</param>
    public string Seal(string list, ReadOnlySpan<byte> place)
    {
        var keys = Current;
        var name = Encoding.UTF8.GetBytes(list);
        var bytes = new byte[Overhead + place.Length];
        var nonce = bytes.AsSpan(0, NonceSize);
        keys.Nonce(name, place, nonce);
        using var cipher = new AesGcm(keys.Cipher, TagSize);
        cipher.Encrypt(
            nonce,
            place,
            bytes.AsSpan(NonceSize, place.Length),
            bytes.AsSpan(NonceSize + place.Length),
            name
        );

        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null where the token is not, to the letter, what was sealed under this name.</summary>
    public byte[]? Open(string list, string token)
    {
        var buffer = new byte[Base64Url.GetMaxDecodedLength(token.Length)];
        // Not the forms that throw at what is no Base64url.
        if (
            Base64Url.DecodeFromChars(token, buffer, out _, out var written) != OperationStatus.Done
            || written < Overhead
        )
            return null;

        var bytes = buffer.AsSpan(0, written);
        // Spaces, padding and the last character's unused bits spell the same bytes in other ways.
        if (Base64Url.EncodeToString(bytes) != token)
            return null;

        var place = new byte[written - Overhead];
        using var cipher = new AesGcm(Current.Cipher, TagSize);
        try
        {
            cipher.Decrypt(
                bytes[..NonceSize],
                bytes[NonceSize..^TagSize],
                bytes[^TagSize..],
                place,
                Encoding.UTF8.GetBytes(list)
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return place;
    }

    private sealed class Keys(byte[] secret)
    {
        private readonly byte[] _nonces = Derive(secret, "cursor nonces"u8);

        public byte[] Secret { get; } = secret;

        public byte[] Cipher { get; } = Derive(secret, "cursors"u8);

        // The name's length comes first, so that no other name and place make the same bytes: a nonce must never be of
        // two places.
        public void Nonce(ReadOnlySpan<byte> name, ReadOnlySpan<byte> place, Span<byte> nonce)
        {
            var input = new byte[sizeof(int) + name.Length + place.Length];
            BinaryPrimitives.WriteInt32BigEndian(input, name.Length);
            name.CopyTo(input.AsSpan(sizeof(int)));
            place.CopyTo(input.AsSpan(sizeof(int) + name.Length));
            HMACSHA256.HashData(_nonces, input).AsSpan(0, NonceSize).CopyTo(nonce);
        }

        private static byte[] Derive(byte[] secret, ReadOnlySpan<byte> purpose)
        {
            var key = new byte[32];
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt: default, info: purpose);

            return key;
        }
    }
}
