using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArticleApi.Storage;

/// <summary>
/// Instants as UTC <see cref="DateTime"/>: SQLite cannot order by <see cref="DateTimeOffset"/>, PostgreSQL takes only
/// offset zero.
/// </summary>
internal sealed class InstantConverter()
    : ValueConverter<DateTimeOffset, DateTime>(
        instant => instant.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc))
    );

/// <summary>A digest in lower-case hexadecimal as its bytes: half the room, and half of every index on it.</summary>
internal sealed class HexConverter()
    : ValueConverter<string, byte[]>(text => Convert.FromHexString(text), bytes => Convert.ToHexStringLower(bytes));

internal sealed class SlugConverter() : ValueConverter<Slug, string>(slug => slug.ToString(), text => Slug.Parse(text));

/// <summary>
/// A value as JSON text, the same on both databases. The values compare by value, so no snapshot is needed.
/// </summary>
internal sealed class JsonConverter<T>()
    : ValueConverter<T, string>(
        value => JsonSerializer.Serialize(value, ArticleJson.Options),
        text => JsonSerializer.Deserialize<T>(text, ArticleJson.Options)!
    ),
        IUtf8Converter<T>
{
    public void Write(T value, IBufferWriter<byte> to) => Utf8Json.Write(value, ArticleJson.Options, to);
}

/// <summary>
/// A body as compressed JSON. HTML that says no more than the text is left out, which halves most rows, and made again
/// on reading.
/// </summary>
internal sealed class BodyConverter()
    : ValueConverter<ValueList<Block>, byte[]>(body => Write(body), stored => Read(stored)),
        IEncodingConverter
{
    private static readonly JsonSerializerOptions Bare = new(ArticleJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = false,
    };

    public byte[] Encode(object value) => Write((ValueList<Block>)value);

    private static byte[] Write(ValueList<Block> body)
    {
        var json = Utf8Json.TakeBuffer();
        Utf8Json.Write(body.Select(block => Without(block)).ToValueList(), Bare, json);

        return CompressedBytes.Compress(json.WrittenSpan).Stored;
    }

    private static ValueList<Block> Read(byte[] stored) =>
        JsonSerializer
            .Deserialize<ValueList<Block>>(CompressedBytes.Decompress(stored), Bare)!
            .Select(With)
            .ToValueList();

    private static Block Without(Block block) => block.MapInline((text, html) => (text, Different(text, html)!));

    private static Block With(Block block) => block.MapInline((text, html) => (text, html ?? InlineHtml.Escape(text)));

    private static string? Different(string text, string html) => html == InlineHtml.Escape(text) ? null : html;
}

/// <summary>The values are immutable and compare by value.</summary>
internal sealed class ImmutableValueComparer<T>()
    : ValueComparer<T>(
        (one, other) => object.Equals(one, other),
        value => value == null ? 0 : value.GetHashCode(),
        value => value
    );
