using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArticleApi.Core.Articles;

/// <summary>
/// RFC 3339 in UTC with three digits; on reading, any RFC 3339 instant with an offset, cut to the millisecond.
/// </summary>
public sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture);

    /// <returns>How many bytes it took.</returns>
    public static int Format(DateTimeOffset instant, Span<byte> to)
    {
        instant.UtcDateTime.TryFormat(to, out var length, Pattern, CultureInfo.InvariantCulture);

        return length;
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? InstantParser.ParseRfc3339(reader.GetString()) : null)
        ?? throw new JsonException("An instant is RFC 3339 with an offset, such as 2026-01-31T08:15:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));
}
