namespace ArticleApi.Storage;

internal static class SqlReaderExtensions
{
    public static string? GetStringOrNull(this IRowReader rows, int column) =>
        rows.IsNull(column) ? null : rows.GetString(column);

    /// <summary>A column of <see cref="CompressedBytes"/>, as what it stands for.</summary>
    public static byte[] GetDecompressed(this IRowReader rows, int column) =>
        CompressedBytes.Decompress(rows.GetSpan(column));
}
