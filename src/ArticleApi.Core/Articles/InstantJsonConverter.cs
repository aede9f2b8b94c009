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

    /// <summary>Null where the text is no RFC 3339 date-time with an offset.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (
            text is null
            || text.Length < 20
            || text[10] is not ('T' or 't')
            || !HasOffset(text)
            || !DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var instant
            )
        )
            return null;

        return TruncateToMilliseconds(instant);
    }

    /// <summary>The instant in UTC, to the millisecond that is written.</summary>
    public static DateTimeOffset TruncateToMilliseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : null)
        ?? throw new JsonException("An instant is RFC 3339 with an offset, such as 2026-01-31T08:15:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || (text[^3] == ':' && text[^6] is '+' or '-');
}
