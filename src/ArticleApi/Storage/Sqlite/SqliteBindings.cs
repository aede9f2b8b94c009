namespace ArticleApi.Storage.Sqlite;

/// <summary>What a compiled binder calls for a column.</summary>
internal static class SqliteBindings
{
    public static void Null(nint statement, int index) => _ = SqliteNative.BindNull(statement, index);

    public static void Number(nint statement, int index, long value) => _ = SqliteNative.Bind(statement, index, value);

    public static void Text(nint statement, int index, string value) =>
        _ = SqliteNative.BindText(statement, index, value);

    public static void Bytes(nint statement, int index, byte[] value) => _ = SqliteNative.Bind(statement, index, value);

    /// <param name="value">A text's UTF-8.</param>
    public static void Utf8Bytes(nint statement, int index, byte[] value) =>
        _ = SqliteNative.BindText(statement, index, value);

    public static void Utf8<T>(nint statement, int index, IUtf8Converter<T> converter, T value)
    {
        var utf8 = Utf8Json.TakeBuffer();
        converter.Write(value, utf8);
        _ = SqliteNative.BindText(statement, index, utf8.WrittenSpan);
    }
}
