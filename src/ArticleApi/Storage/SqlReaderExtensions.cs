namespace ArticleApi.Storage;

internal static class SqlReaderExtensions
{
    public static string? GetStringOrNull(this IRowReader rows, int column) =>
        rows.IsNull(column) ? null : rows.GetString(column);
}
