using System.Security.Cryptography;
using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>
/// Ids that are the same wherever the same thing is made: UUIDs of version 8 (RFC 9562 §5.8), which is for ids of one's
/// own making, from the SHA-256 of what the thing is.
/// </summary>
public static class StableId
{
    /// <param name="parts">What it is, in words that hold no line break.</param>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        Span<byte> bytes = stackalloc byte[16];
        hash.AsSpan(0, bytes.Length).CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);

        return new(bytes, bigEndian: true);
    }
}
