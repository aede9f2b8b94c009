using System.Security.Cryptography;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Storage.Tables;

/// <summary>
/// What must not be brought in a second time, by an import or under a source's own id: whose it is. It outlives the
/// article, so that a deleted one does not come back.
/// </summary>
public sealed class ImportIdentity
{
    /// <summary>Half of the SHA-256 of <see cref="SourceRecord.Identity"/>.</summary>
    public required Guid Identity { get; init; }
    public required Guid ArticleId { get; init; }

    public static Guid For(SourceRecord source) => For(source.Identity);

    public static Guid For(SourceItem item) => For(SourceRecord.IdentityOf(item.Provider, item.Id));

    /// <summary>
    /// Of an article's <c>externalId</c>: that of an item which its publisher provides under this id.
    /// </summary>
    public static Guid For(string publisher, string externalId) => For(SourceRecord.IdentityOf(publisher, externalId));

    /// <summary>What an article claims by its own members; null where it names no publisher or no id.</summary>
    public static ImportIdentity? ClaimedBy(Article article) =>
        article is { ExternalId: { } id, Source.Publisher: { } publisher }
            ? new() { Identity = For(publisher, id), ArticleId = article.Id }
            : null;

    private static Guid For(string identity) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16), bigEndian: true);
}
