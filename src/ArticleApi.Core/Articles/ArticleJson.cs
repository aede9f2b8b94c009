using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Articles;

/// <summary>
/// The service's JSON: camelCase, RFC 3339 instants in UTC with three digits, enums as camelCase words, text unescaped
/// where JSON allows.
/// </summary>
public static class ArticleJson
{
    /// <summary>
    /// Raised whenever the same article would give other bytes; heads are then rewritten in the background.
    /// </summary>
    public const int Renderer = 1;

    public static readonly JsonSerializerOptions Options = Make();

    /// <summary>The members that a summary leaves out.</summary>
    private static readonly JsonSerializerOptions SummaryOptions = MakeSummary();

    public static byte[] Full(ArticleDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, Options);

    public static byte[] Summary(ArticleDocument document) =>
        JsonSerializer.SerializeToUtf8Bytes(document, SummaryOptions);

    public static ArticleDocument Read(ReadOnlySpan<byte> full) =>
        JsonSerializer.Deserialize<ArticleDocument>(full, Options)!;

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            PropertyNameCaseInsensitive = false,
            AllowOutOfOrderMetadataProperties = true,
        };
        options.Converters.Add(new InstantJson());
        options.Converters.Add(new PartialDateJson());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        // Types are asked for by name before anything is serialised: the resolver must be there from the start.
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static JsonSerializerOptions MakeSummary()
    {
        var full = new HashSet<string>(StringComparer.Ordinal) { "body", "images", "attributions" };

        return new(Options)
        {
            TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver
            {
                Modifiers =
                {
                    type =>
                    {
                        if (type.Type == typeof(ArticleDocument))
                            foreach (var property in type.Properties.Where(p => full.Contains(p.Name)))
                                property.ShouldSerialize = (_, _) => false;
                    },
                },
            },
        };
    }
}

/// <summary>
/// RFC 3339 in UTC with three digits; on reading, any RFC 3339 instant with an offset, cut to the millisecond.
/// </summary>
public sealed class InstantJson : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Null where the text is no RFC 3339 date-time with an offset.</summary>
    public static DateTimeOffset? Read(string? text)
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

        return Cut(instant);
    }

    /// <summary>The instant in UTC, to the millisecond that is written.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? Read(reader.GetString()) : null)
        ?? throw new JsonException("An instant is RFC 3339 with an offset, such as 2026-01-31T08:15:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Write(value));

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || (text[^3] == ':' && text[^6] is '+' or '-');
}

/// <summary>
/// <c>{"iso", "precision", "year", "month", "day"}</c>. On reading, either <c>iso</c> or the parts are enough, and what
/// is given must agree.
/// </summary>
public sealed class PartialDateJson : JsonConverter<PartialDate>
{
    private const string Form =
        "A date is {\"iso\": \"2019-03-11\"} or its parts {\"year\", \"month\", \"day\"}, and they must agree.";

    public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException(Form);

        string? iso = null,
            precision = null;
        int? year = null,
            month = null,
            day = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "iso" when reader.TokenType is JsonTokenType.String or JsonTokenType.Null:
                    iso = reader.GetString();
                    break;
                case "precision" when reader.TokenType is JsonTokenType.String or JsonTokenType.Null:
                    precision = reader.GetString();
                    break;
                case "year":
                    year = Number(ref reader);
                    break;
                case "month":
                    month = Number(ref reader);
                    break;
                case "day":
                    day = Number(ref reader);
                    break;
                default:
                    throw new JsonException(Form);
            }
        }

        var date =
            year is null && month is null && day is null ? PartialDate.OfIso(iso) : PartialDate.Of(year, month, day);
        if (
            date is null
            || (iso is not null && iso != date.Iso)
            || (precision is not null && precision != Name(date.Precision))
        )
            throw new JsonException(Form);

        return date;
    }

    public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("iso", value.Iso);
        writer.WriteString("precision", Name(value.Precision));
        Write(writer, "year", value.Year);
        Write(writer, "month", value.Month);
        Write(writer, "day", value.Day);
        writer.WriteEndObject();
    }

    private static string Name(DatePrecision precision) => JsonNamingPolicy.CamelCase.ConvertName(precision.ToString());

    private static int? Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number
        : throw new JsonException(Form);

    private static void Write(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }
}
