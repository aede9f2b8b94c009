using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Auth;

/// <summary>
/// A write that may come twice, by its <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
/// <param name="Actor">Who sends it.</param>
/// <param name="Hash">SHA-256 of what is sent.</param>
internal sealed record IdempotentRequest(string Actor, string Key, byte[] Hash)
{
    /// <summary>The request of one of its lines.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="path">Of what is written; the same line means something else for something else.</param>
    public IdempotentRequest ForLine(int number, string path, ReadOnlySpan<byte> line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Actor} {path}\n"));
        hash.AppendData(line);

        return this with
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{Key}/{number}"),
            Hash = hash.GetHashAndReset(),
        };
    }

    /// <summary>What is remembered, once it is done.</summary>
    /// <param name="item">The id of what is written.</param>
    public IdempotencyRecord ToRecord(Guid item, DateTimeOffset now) =>
        new()
        {
            Actor = Actor,
            Key = Key,
            RequestHash = Hash,
            At = now,
            ItemId = item,
        };
}
