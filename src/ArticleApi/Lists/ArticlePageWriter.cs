using System.Buffers;
using System.Text.Json;
using ArticleApi.Core.Articles;
using ArticleApi.Http;
using ArticleApi.Index;

namespace ArticleApi.Lists;

/// <summary>A page of ready documents: the bytes are copied, or cut to the members asked for.</summary>
internal static class ArticlePageWriter
{
    public static PageBytesResult<ArticleDocument> CreateResult(
        HttpRequest request,
        ArticleListPage page,
        FieldSelection? fields
    ) => CreateResult(request, page, document => fields is null ? document : SelectFields(document, fields));

    /// <param name="shape">Makes of a stored document what is sent.</param>
    public static PageBytesResult<ArticleDocument> CreateResult(
        HttpRequest request,
        ArticleListPage page,
        Func<byte[], ReadOnlyMemory<byte>> shape
    )
    {
        var tail = new ArrayBufferWriter<byte>(256);
        tail.Write("],\"page\":"u8);
        WriteJson(tail, page.Info);
        if (page.Missing is { } missing)
        {
            tail.Write(",\"missing\":"u8);
            WriteJson(tail, missing);
        }

        if (page.Links is { } links)
        {
            tail.Write(",\"links\":"u8);
            WriteJson(tail, links);
        }

        if (page.Facets is { } facets)
        {
            tail.Write(",\"facets\":"u8);
            WriteJson(tail, facets.ToDictionary(facet => IndexDocument.FilterNameOf(facet.Key), facet => facet.Value));
        }

        tail.Write("}"u8);

        // The bytes are copied once, to where they are sent from.
        var items = new ReadOnlyMemory<byte>[page.Documents.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = shape(page.Documents[i]);
        var head = "{\"data\":["u8;
        var length = head.Length + items.Sum(item => item.Length) + Math.Max(0, items.Length - 1) + tail.WrittenCount;
        var result = ArrayPool<byte>.Shared.Rent(length);
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
        return new(result.AsMemory(0, length)) { Rented = result, Links = Links.ToNextPage(request, page.Info.Next) };
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
