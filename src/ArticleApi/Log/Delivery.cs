using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Log;

/// <summary>An article as the log delivers it.</summary>
/// <param name="Audience">Who may see it; once gone, who could.</param>
/// <param name="Document">The exact bytes; null once gone.</param>
internal sealed record Delivered(
    long Key,
    Guid Id,
    HeadState State,
    Audience Audience,
    int Version,
    int Renderer,
    DateTimeOffset UpdatedAt,
    string? Slug,
    string? Reason,
    Guid? ReplacedBy,
    byte[]? Document)
{
    /// <summary>The document's language, found without deserialising the rest.</summary>
    public string? Language
    {
        get
        {
            var reader = new Utf8JsonReader(Document);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("language"u8);
                reader.Read();
                if (found)
                    return reader.GetString();
                reader.Skip();
            }

            return null;
        }
    }
}

/// <summary>Reads what the log holds ready.</summary>
internal sealed class Delivery(ArticleDb db, Renderer renderer)
{
    public Task<Delivered?> ById(Guid id, CancellationToken cancellation) =>
        Select(db.Heads.Where(head => head.ArticleId == id)).FirstOrDefaultAsync(cancellation);

    /// <summary>By any slug the article ever had; a deleted article's slugs are still recognised, though they cannot be read.</summary>
    public async Task<Delivered?> BySlug(string slug, CancellationToken cancellation) =>
        await Slugged(slug).FirstOrDefaultAsync(cancellation) ?? await Slugged(ErasedSlug(slug)).FirstOrDefaultAsync(cancellation);

    /// <summary>The summaries or full documents of these articles, as far as the audiences see them, in the order of the keys.</summary>
    public async Task<IReadOnlyList<byte[]>> Documents(IReadOnlyList<long> keys, IReadOnlyList<Audience> audiences, bool full, CancellationToken cancellation)
    {
        var heads = db.Heads.AsNoTracking().Where(head => keys.Contains(head.ArticleKey) && head.State == HeadState.Live && audiences.Contains(head.Audience));
        var found = full
            ? await heads.Join(db.Versions, head => head.Seq, version => version.Seq, (head, version) => new { head.ArticleKey, Bytes = version.Document }).ToDictionaryAsync(row => row.ArticleKey, row => row.Bytes, cancellation)
            : await heads.Select(head => new { head.ArticleKey, Bytes = head.Summary }).ToDictionaryAsync(row => row.ArticleKey, row => row.Bytes, cancellation);

        return keys.Select(key => found.GetValueOrDefault(key)).OfType<byte[]>().ToList();
    }

    /// <summary>What a withdrawn article's rows still say, for those who may restore it: it is not in the log any more.</summary>
    public async Task<Delivered> FromRows(Delivered withdrawn, CancellationToken cancellation)
    {
        var article = await db.Articles.Where(row => row.Key == withdrawn.Key).Whole().FirstOrDefaultAsync(cancellation);
        if (article is null)
            return withdrawn;

        var document = renderer.Document(article, new(withdrawn.Version, Audience.Staff, null, withdrawn.UpdatedAt, null));
        return withdrawn with { Document = ArticleJson.Full(document), Slug = document.Slug };
    }

    /// <summary>A slug that can be recognised but not read.</summary>
    public static string ErasedSlug(string slug) => "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(slug)));

    private IQueryable<Delivered> Slugged(string slug) =>
        Select(db.Slugs.Where(row => row.Slug == slug).Join(db.Heads, row => row.ArticleId, head => head.ArticleId, (_, head) => head));

    private IQueryable<Delivered> Select(IQueryable<Head> heads) =>
        from head in heads.AsNoTracking()
        join version in db.Versions on head.Seq equals version.Seq
        select new Delivered(head.ArticleKey, head.ArticleId, head.State, head.Audience, head.Version, head.Renderer, head.UpdatedAt, head.Slug, head.Reason, head.ReplacedBy, version.Document);
}
