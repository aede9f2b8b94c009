using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArticleApi.Core;

/// <summary>Reads and writes a <see cref="ValueList{T}"/> as a JSON array.</summary>
public sealed class ValueListJsonConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ValueList<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(typeof(ItemsConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class ItemsConverter<T> : JsonConverter<ValueList<T>>
    {
        // Asked of the options once. Handing each item to the serialiser anew would read a list twice: it first looks
        // where a value ends.
        private JsonConverter<T>? _item;

        public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException("A list begins with '['.");

            var converter = GetItemConverter(options);
            var items = new List<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                items.Add(
                    reader.TokenType == JsonTokenType.Null
                        ? throw new JsonException("An item is null.")
                        : converter.Read(ref reader, typeof(T), options)!
                );

            return new(items);
        }

        public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
        {
            var converter = GetItemConverter(options);
            writer.WriteStartArray();
            for (var i = 0; i < value.Count; i++)
                converter.Write(writer, value[i], options);
            writer.WriteEndArray();
        }

        private JsonConverter<T> GetItemConverter(JsonSerializerOptions options) =>
            _item ??= (JsonConverter<T>)options.GetConverter(typeof(T));
    }
}
