using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Log;
using ArticleApi.Storage;

namespace ArticleApi.Http;

/// <summary>A page of ready documents: the bytes are copied, or cut to the members asked for.</summary>
internal static class ArticlePages
{
    public static BytesAnswer Answer(HttpContext context, IReadOnlyList<byte[]> documents, Projection? fields, PageInfo page, IReadOnlyList<MissingItem>? missing = null) =>
        Answer(context, documents, document => fields is null ? document : Cut(document, fields), page, missing);

    public static BytesAnswer Answer(HttpContext context, IReadOnlyList<byte[]> documents, Func<byte[], ReadOnlyMemory<byte>> shape, PageInfo page, IReadOnlyList<MissingItem>? missing = null,
        IReadOnlyDictionary<LabelKind, IReadOnlyList<FacetCount>>? facets = null)
    {
        using var result = new MemoryStream(documents.Sum(document => document.Length) + 256);
        result.Write("{\"data\":["u8);
        for (var i = 0; i < documents.Count; i++)
        {
            if (i > 0)
                result.WriteByte((byte)',');
            result.Write(shape(documents[i]).Span);
        }

        result.Write("],\"page\":"u8);
        result.Write(JsonSerializer.SerializeToUtf8Bytes(page, ArticleJson.Options));
        if (missing is not null)
        {
            result.Write(",\"missing\":"u8);
            result.Write(JsonSerializer.SerializeToUtf8Bytes(missing, ArticleJson.Options));
        }

        if (facets is not null)
        {
            result.Write(",\"facets\":"u8);
            result.Write(JsonSerializer.SerializeToUtf8Bytes(facets.ToDictionary(facet => Filing.FilterOf(facet.Key), facet => facet.Value), ArticleJson.Options));
        }

        result.WriteByte((byte)'}');
        return new BytesAnswer(result.ToArray(), Answers.Json)
        {
            Links = page.Next is { } next ? [$"<{Links.Page(context.Request, next)}>; rel=\"next\""] : [],
        };
    }

    /// <summary>The members asked for, cut from the stored bytes.</summary>
    public static ReadOnlyMemory<byte> Cut(byte[] document, Projection fields)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(document.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder, SkipValidation = true }))
            fields.Cut(document, writer);

        return buffer.WrittenMemory;
    }
}
