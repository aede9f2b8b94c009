using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ArticleApi.Core.Articles;

/// <summary>
/// A JSON object of the client's own. It is kept and given as it came, but for white space between its parts, and
/// nothing in it is looked at.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed record OpaqueJson
{
    /// <summary>As it is kept: in UTF-8, without white space between its parts.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>How deep its objects and arrays may stand in one another.</summary>
    public const int MaxDepth = 30;

    private readonly string _json;

    private OpaqueJson(JsonObject json) => _json = json.ToJsonString(ArticleJson.Options);

    public int ByteCount => Encoding.UTF8.GetByteCount(_json);

    public int Depth
    {
        get
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(_json));
            var deepest = 0;
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    deepest = Math.Max(deepest, reader.CurrentDepth + 1);
            }

            return deepest;
        }
    }

    public override string ToString() => _json;

    private sealed class Converter : JsonConverter<OpaqueJson>
    {
        public override OpaqueJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("It is no object.");
            try
            {
                return new(JsonSerializer.Deserialize<JsonObject>(ref reader, options)!);
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException)
            {
                throw new JsonException("A member stands there twice, or a text is no Unicode.", error);
            }
        }

        public override void Write(Utf8JsonWriter writer, OpaqueJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value._json, skipInputValidation: true);
    }
}
