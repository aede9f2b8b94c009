using System.Buffers;
using System.Text.Json;

namespace ArticleApi.Storage;

/// <summary>Writes JSON as the serializer would, with one writer and one buffer for each thread.</summary>
internal static class Utf8Json
{
    private const int InitialBytes = 64 * 1024;
    private const int MaxKeptBytes = 1024 * 1024;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    /// <summary>The thread's buffer, emptied. What is in it is to be used before the thread takes it again.</summary>
    public static ArrayBufferWriter<byte> TakeBuffer()
    {
        // One large value does not keep its room for good.
        var buffer = s_buffer is { Capacity: <= MaxKeptBytes } kept ? kept : s_buffer = new(InitialBytes);
        buffer.ResetWrittenCount();

        return buffer;
    }

    public static void Write<T>(T value, JsonSerializerOptions options, IBufferWriter<byte> to)
    {
        // All options here have one encoder, and what the serializer writes is valid.
        var writer = s_writer ??= new(to, new() { Encoder = options.Encoder, SkipValidation = true });
        writer.Reset(to);
        JsonSerializer.Serialize(writer, value, options);
        writer.Flush();
    }
}
