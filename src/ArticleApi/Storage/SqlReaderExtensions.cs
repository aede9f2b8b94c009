namespace ArticleApi.Storage;

internal static class SqlReaderExtensions
{
    public static string? GetStringOrNull(this IRowReader rows, int column) =>
        rows.IsNull(column) ? null : rows.GetString(column);

    /// <summary>A column of <see cref="CompressedBytes"/>, as what it stands for.</summary>
    public static byte[] GetDecompressed(this IRowReader rows, int column) =>
        CompressedBytes.Decompress(rows.GetSpan(column));

    /// <param name="isDocument">Whether it is a whole document, which is stored compressed; a summary is not.</param>
    public static byte[] GetJson(this IRowReader rows, int column, bool isDocument) =>
        isDocument ? rows.GetDecompressed(column) : rows.GetBytes(column);
}
