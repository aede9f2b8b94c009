using System.Security.Cryptography;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.NearDuplicates;
using ArticleApi.Index;
using ArticleApi.Index.Fields;
using ArticleApi.Index.FullText;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>Article → document → bytes, and what they are found by.</summary>
public sealed class ArticleRenderer(PublicationOptions publication, IndexTokenizer tokenizer)
{
    /// <summary>
    /// Differs wherever the same article would give other bytes: the renderer's number and the configured address
    /// pattern.
    /// </summary>
    public int Version { get; } =
        publication.ArticleUrl is { } pattern
            ? (ArticleJson.RendererVersion << 16)
                | (SHA256.HashData(Encoding.UTF8.GetBytes(pattern)) is var hash ? (hash[0] << 8) | hash[1] : 0)
            : ArticleJson.RendererVersion << 16;

    public ArticleDocument Render(Article article, VersionInfo state) =>
        ArticleDocument.From(article, state, publication.UrlOf);

    /// <summary>Brings a head, whose place in the order of publication is set, to its article's next version.</summary>
    internal RenderedArticle RenderNext(Article article, ArticleHead head, DateTimeOffset now) =>
        RenderUnreferenced(article, head, now).WithReferences(ComponentRef.UsedBy(article));

    /// <summary>The same without what the article shows, whose rows may have no keys yet.</summary>
    internal RenderedArticle RenderUnreferenced(Article article, ArticleHead head, DateTimeOffset now)
    {
        head.State = HeadState.Live;
        head.Audience = article.AudienceAt(now);
        head.CreatedAt = head.Version == 0 ? now : head.CreatedAt;
        head.Version++;
        head.UpdatedAt = now;
        head.AvailableAt ??= head.Audience == Audience.Public ? now : null;
        head.ExpiredAt = head.AvailableAt is not null && article.IsExpiredAt(now) ? article.ExpiresAt : null;
        head.DueAt = article.NextVisibilityChange(now);
        head.Slug = article.Slug.ToString();
        head.Reason = null;
        head.ReplacedBy = null;

        return Complete(head, Render(article, head.ToVersionInfo()));
    }

    /// <summary>What a head keeps of its document, and the document's bytes.</summary>
    internal RenderedArticle Complete(ArticleHead head, ArticleDocument document)
    {
        head.RendererVersion = Version;
        head.Access = document.Access ?? Access.Free;
        head.Summary = ArticleJson.SerializeSummary(document);

        var full = Utf8Json.TakeBuffer();
        Utf8Json.Write(document, ArticleJson.Options, full);

        return new(head, CompressedBytes.Compress(full.WrittenSpan), Describe(head, document));
    }

    /// <summary>What a document is found by; its head keeps it too, so that it can be taken back.</summary>
    internal IndexEntry Describe(ArticleHead head, ArticleDocument document)
    {
        var words = tokenizer.Tokenize(document);
        var described = ArticleIndexFields.Describe(document) with { Signature = TextSignature.Compute(words) };
        head.Terms = described.TermsText;
        head.SortValues = described.SortValuesText;
        head.Signature = described.Signature?.ToBytes();

        return new(head.Audience, "", head.PublicationKey!.Value, head.ArticleKey, described) { Words = words };
    }

    /// <summary>What a head that is to change has been found by.</summary>
    /// <param name="document">The bytes that its words are of; null where an earlier generation indexed them.</param>
    internal IndexEntry DescribeStored(ArticleHead head, CompressedBytes? document) =>
        new(
            head.Audience,
            "",
            head.PublicationKey!.Value,
            head.ArticleKey,
            IndexDocument.Parse(head.Terms, head.SortValues) with
            {
                Signature = head.Signature is { } signature ? TextSignature.FromBytes(signature) : null,
            }
        )
        {
            Uses = ComponentRef.Parse(head.References),
            Words = document is null ? null : tokenizer.Tokenize(ArticleJson.Deserialize(document.Decompress())),
        };
}
