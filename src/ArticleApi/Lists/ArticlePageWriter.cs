using System.Buffers;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Index;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Lists;

/// <summary>A page of ready documents: the bytes are copied, or cut to the members asked for.</summary>
internal static class ArticlePageWriter
{
    public static BytesResult CreateResult(
        HttpContext context,
        IReadOnlyList<byte[]> documents,
        FieldSelection? fields,
        PageInfo page,
        IReadOnlyList<MissingItem>? missing = null
    ) =>
        CreateResult(
            context,
            documents,
            document => fields is null ? document : SelectFields(document, fields),
            page,
            missing
        );

    public static BytesResult CreateResult(
        HttpContext context,
        IReadOnlyList<byte[]> documents,
        Func<byte[], ReadOnlyMemory<byte>> shape,
        PageInfo page,
        IReadOnlyList<MissingItem>? missing = null,
        IReadOnlyDictionary<FacetField, IReadOnlyList<FacetCount>>? facets = null
    )
    {
        var tail = new ArrayBufferWriter<byte>(256);
        tail.Write("],\"page\":"u8);
        WriteJson(tail, page);
        if (missing is not null)
        {
            tail.Write(",\"missing\":"u8);
            WriteJson(tail, missing);
        }

        if (facets is not null)
        {
            tail.Write(",\"facets\":"u8);
            WriteJson(tail, facets.ToDictionary(facet => IndexDocument.FilterNameOf(facet.Key), facet => facet.Value));
        }

        tail.Write("}"u8);

        // The bytes are copied once, to where they are sent from.
        var items = new ReadOnlyMemory<byte>[documents.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = shape(documents[i]);
        var head = "{\"data\":["u8;
        var result = GC.AllocateUninitializedArray<byte>(
            head.Length + items.Sum(item => item.Length) + Math.Max(0, items.Length - 1) + tail.WrittenCount
        );
        head.CopyTo(result);
        var at = head.Length;
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
                result[at++] = (byte)',';
            items[i].Span.CopyTo(result.AsSpan(at));
            at += items[i].Length;
        }

        tail.WrittenSpan.CopyTo(result.AsSpan(at));
        return new BytesResult(result, JsonResults.MediaType)
        {
            Links = page.Next is { } next ? [$"<{Links.NextPage(context.Request, next)}>; rel=\"next\""] : [],
        };
    }

    private static void WriteJson<T>(ArrayBufferWriter<byte> buffer, T value)
    {
        using var writer = new Utf8JsonWriter(
            buffer,
            new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder, SkipValidation = true }
        );
        JsonSerializer.Serialize(writer, value, ArticleJson.Options);
    }

    /// <summary>A document with one member more, at its end.</summary>
    public static byte[] AppendMember(ReadOnlySpan<byte> document, ReadOnlySpan<byte> member, ReadOnlySpan<byte> json)
    {
        // Before the object's end; an empty one has no comma.
        var isEmpty = document.SequenceEqual("{}"u8);
        return [.. document[..^1], .. isEmpty ? "\""u8 : ",\""u8, .. member, .. "\":"u8, .. json, (byte)'}'];
    }

    /// <summary>The members asked for, cut from the stored bytes.</summary>
    public static ReadOnlyMemory<byte> SelectFields(byte[] document, FieldSelection fields)
    {
        var buffer = new ArrayBufferWriter<byte>(document.Length);
        using (
            var writer = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Encoder = ArticleJson.Options.Encoder, SkipValidation = true }
            )
        )
            fields.CopyTo(document, writer);

        return buffer.WrittenMemory;
    }
}
