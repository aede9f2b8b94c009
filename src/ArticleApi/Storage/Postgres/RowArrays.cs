namespace ArticleApi.Storage.Postgres;

/// <summary>
/// Many rows as the arguments of one statement, an array for each column: it is read and planned once for all of them.
/// </summary>
internal static class RowArrays
{
    /// <summary>Selects the rows of the arrays that <see cref="ArraysOf"/> makes.</summary>
    public static string UnnestSql(RowMapping mapping) =>
        $"SELECT * FROM unnest({string.Join(", ", mapping.AllColumns.Select(column => $"${column + 1}"))})";

    public static IEnumerable<object?> ArraysOf<T>(RowMapping mapping, IReadOnlyCollection<T> rows)
        where T : class =>
        mapping.AllColumns.Select(column =>
        {
            var values = Array.CreateInstance(mapping.StoredType(column), rows.Count);
            foreach (var (index, row) in rows.Index())
                values.SetValue(mapping.Value(row, column), index);

            return values;
        });

    /// <summary>Whether some rows have the same key: one statement does not write a row twice.</summary>
    public static bool HaveRepeatedKeys<T>(RowMapping mapping, IReadOnlyCollection<T> rows)
        where T : class =>
        rows.Select(row => string.Join('\n', mapping.KeyColumns.Select(column => mapping.Value(row, column))))
            .Distinct(StringComparer.Ordinal)
            .Count() < rows.Count;
}
