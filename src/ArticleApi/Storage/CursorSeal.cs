using System.Buffers;
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

    public const int NonceSize = 12;
    public const int TagSize = 16;

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
        using var sealer = CreateSealer(list);

        return sealer.Seal(place);
    }

    /// <summary>For many places of one list.</summary>
    public CursorSealer CreateSealer(string list)
    {
        var keys = Current;

        return new(list, keys.Cipher, keys.Nonces);
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
        public byte[] Secret { get; } = secret;

        public byte[] Cipher { get; } = Derive(secret, "cursors"u8);

        public byte[] Nonces { get; } = Derive(secret, "cursor nonces"u8);

        private static byte[] Derive(byte[] secret, ReadOnlySpan<byte> purpose)
        {
            var key = new byte[32];
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt: default, info: purpose);

            return key;
        }
    }
}
