using System.Buffers;

namespace ArticleApi.Storage.Sqlite;

/// <summary>What a compiled binder calls for a column.</summary>
internal static class SqliteBindings
{
    private const int KeptBytes = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_utf8;

    public static void Null(nint statement, int index) => _ = SqliteNative.BindNull(statement, index);

    public static void Number(nint statement, int index, long value) => _ = SqliteNative.Bind(statement, index, value);

    public static void Text(nint statement, int index, string value) =>
        _ = SqliteNative.BindText(statement, index, value);

    public static void Bytes(nint statement, int index, byte[] value) => _ = SqliteNative.Bind(statement, index, value);

    public static void Utf8<T>(nint statement, int index, IUtf8Converter<T> converter, T value)
    {
        // One large text does not keep its room for good.
        var utf8 = s_utf8 is { Capacity: <= 16 * KeptBytes } kept ? kept : s_utf8 = new(KeptBytes);
        utf8.ResetWrittenCount();
        converter.Write(value, utf8);
        _ = SqliteNative.BindText(statement, index, utf8.WrittenSpan);
    }
}
