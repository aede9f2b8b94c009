using System.Buffers;
using System.Text.Json;

namespace ArticleApi.Storage;

/// <summary>Writes JSON as the serializer would, with one writer for each thread.</summary>
internal static class Utf8Json
{
    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    public static void Write<T>(T value, JsonSerializerOptions options, IBufferWriter<byte> to)
    {
        // All options here have one encoder, and what the serializer writes is valid.
        var writer = s_writer ??= new(to, new() { Encoder = options.Encoder, SkipValidation = true });
        writer.Reset(to);
        JsonSerializer.Serialize(writer, value, options);
        writer.Flush();
    }
}
