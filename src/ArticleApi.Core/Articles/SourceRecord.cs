using System.Buffers;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;

namespace ArticleApi.Core.Articles;

/// <summary>
/// Something a source says that the model has no field for, under the name the source's format gives it.
/// </summary>
/// <param name="Name">
/// A path in the format's own words, such as <c>contentMeta/slugline</c>; several facts may share it.
/// </param>
[DisplayName("SourceFact")]
public sealed record SourceProperty(string Name, string Value);

/// <summary>One document that an article came from. Shown to keys only.</summary>
public sealed class SourceRecord
{
    public const int MaxDocumentLength = 500;
    public const int MaxProviderLength = 200;
    public const int MaxItemIdLength = 500;

    public long Key { get; private set; }
    public long ArticleKey { get; private set; }
    public Article? Article { get; private set; }

    /// <summary>The format it was read as, such as <c>scraped-text</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The document's name, without folders.</summary>
    public required string Document { get; init; }

    /// <summary>
    /// The first and last line of the article in the document, from 1; null where the format has no lines.
    /// </summary>
    public int? FirstLine { get; init; }

    public int? LastLine { get; init; }

    /// <summary>SHA-256 of the document's bytes, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>Who provided it and under which id and version, where the source says so.</summary>
    public string? Provider { get; init; }

    public string? ItemId { get; init; }

    public string? ItemVersion { get; init; }

    /// <summary>When the provider made that version; null where it does not say.</summary>
    public DateTimeOffset? ItemVersionAt { get; init; }

    /// <summary>What the source says that no field of the article holds.</summary>
    public ValueList<SourceProperty> Extras { get; init; } = [];

    /// <summary>The fingerprint of what was imported; later edits do not change it.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The record as one of this article's.</summary>
    public SourceRecord AttachTo(Article article)
    {
        Article = article;
        return this;
    }

    /// <summary>
    /// What makes two imports the same article: the source's own id where it has one, else the fingerprint.
    /// </summary>
    public string Identity =>
        Provider is not null && ItemId is not null ? IdentityOf(Provider, ItemId) : "sha256:" + Fingerprint;

    /// <inheritdoc cref="Identity"/>
    public static string IdentityOf(string provider, string itemId) => $"item:{provider}\n{itemId}";

    /// <summary>SHA-256 over the NFC headline and body, one text to a line, lower-case hexadecimal.</summary>
    public static string ComputeFingerprint(ArticleDraft draft)
    {
        // No character composes with the end of a line, so that each text may be normalized by itself.
        var texts = draft
            .Body.SelectMany(block => block.Texts)
            .Prepend(draft.Headline)
            .Select(text => text.Normalize(NormalizationForm.FormC))
            .ToList();
        var utf8 = ArrayPool<byte>.Shared.Rent(texts.Sum(text => Encoding.UTF8.GetMaxByteCount(text.Length) + 1));
        var length = 0;
        foreach (var text in texts)
        {
            length += Encoding.UTF8.GetBytes(text, utf8.AsSpan(length));
            utf8[length++] = (byte)'\n';
        }

        var hash = SHA256.HashData(utf8.AsSpan(0, length - 1));
        ArrayPool<byte>.Shared.Return(utf8);
        return Convert.ToHexStringLower(hash);
    }
}
