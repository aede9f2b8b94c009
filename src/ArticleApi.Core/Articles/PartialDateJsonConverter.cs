using System.Text.Json;
using System.Text.Json.Serialization;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Articles;

/// <summary>
/// <c>{"iso", "precision", "year", "month", "day"}</c>. On reading, either <c>iso</c> or the parts are enough, and what
/// is given must agree.
/// </summary>
public sealed class PartialDateJsonConverter : JsonConverter<PartialDate>
{
    private const string FormatError =
        "A date is {\"iso\": \"2019-03-11\"} or its parts {\"year\", \"month\", \"day\"}, and they must agree.";

    public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException(FormatError);

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
                    year = ReadNumber(ref reader);
                    break;
                case "month":
                    month = ReadNumber(ref reader);
                    break;
                case "day":
                    day = ReadNumber(ref reader);
                    break;
                default:
                    throw new JsonException(FormatError);
            }
        }

        var date =
            year is null && month is null && day is null
                ? PartialDate.ParseIso(iso)
                : PartialDate.Create(year, month, day);
        if (date is null && (ImpossibleDate.Explain(iso) ?? ImpossibleDate.Explain(year, month, day)) is { } why)
            throw new JsonException(why);
        if (
            date is null
            || (iso is not null && iso != date.Iso)
            || (precision is not null && precision != Name(date.Precision))
        )
            throw new JsonException(FormatError);

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

    private static int? ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)
            ? number
            : throw new JsonException(FormatError);
    }

    private static void Write(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }
}
