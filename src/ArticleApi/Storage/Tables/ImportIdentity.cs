using System.Security.Cryptography;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Storage.Tables;

/// <summary>
/// What an import must not bring in a second time. It outlives the article, so that a deleted one does not come back.
/// </summary>
public sealed class ImportIdentity
{
    /// <summary>Half of the SHA-256 of <see cref="SourceRecord.Identity"/>.</summary>
    public required Guid Identity { get; init; }
    public required Guid ArticleId { get; init; }

    public static Guid For(SourceRecord source) => For(source.Identity);

    public static Guid For(SourceItem item) => For(SourceRecord.IdentityOf(item.Provider, item.Id));

    private static Guid For(string identity) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16), bigEndian: true);
}
