using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArticleApi.Storage;

/// <summary>
/// How rows of a mapped type are written past the change tracker: the model says it, so that no list of columns is kept
/// twice.
/// </summary>
internal sealed class RowMapping
{
    private static readonly ConcurrentDictionary<IEntityType, RowMapping> Known = [];

    private readonly List<(IClrPropertyGetter Getter, ValueConverter? Converter)> _values;

    private RowMapping(IEntityType type)
    {
        var properties = type.GetProperties().ToList();
        Properties = properties;
        Table = type.GetTableName()!;
        Columns = properties.ConvertAll(property => property.GetColumnName());
        AllColumns = [.. Enumerable.Range(0, Columns.Count)];
        KeyColumns = [.. type.FindPrimaryKey()!.Properties.Select(property => properties.IndexOf(property))];
        EncodedColumns =
        [
            .. AllColumns.Where(column => properties[column].GetTypeMapping().Converter is IEncodingConverter),
        ];
        _values = properties.ConvertAll(property => (property.GetGetter(), property.GetTypeMapping().Converter));
        var (parameters, key) = (
            Columns.Select((_, column) => $"${column + 1}"),
            KeyColumns.Select((column, index) => $"{Quote(Columns[column])} = ${index + 1}")
        );
        InsertSql = $"INSERT INTO {Table} ({ColumnList}) VALUES ({string.Join(", ", parameters)})";
        InsertMissingSql = $"{InsertSql} ON CONFLICT DO NOTHING";
        DeleteSql = $"DELETE FROM {Table} WHERE {string.Join(" AND ", key)}";
    }

    public IReadOnlyList<IProperty> Properties { get; }

    public string Table { get; }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The places of all <see cref="Columns"/>.</summary>
    public IReadOnlyList<int> AllColumns { get; }

    /// <summary>Where the primary key's columns stand among <see cref="Columns"/>, in the key's order.</summary>
    public IReadOnlyList<int> KeyColumns { get; }

    /// <summary>The places of the columns that <see cref="Encode"/> writes out.</summary>
    public IReadOnlyList<int> EncodedColumns { get; }

    /// <summary><c>"Key", "Id", …</c></summary>
    public string ColumnList => string.Join(", ", Columns.Select(Quote));

    /// <summary>Takes the values of all columns.</summary>
    public string InsertSql { get; }

    /// <inheritdoc cref="InsertSql"/>
    public string InsertMissingSql { get; }

    /// <summary>Takes those of the key.</summary>
    public string DeleteSql { get; }

    public static RowMapping For<T>(DbContext db) =>
        Known.GetOrAdd(db.Model.FindEntityType(typeof(T))!, type => new(type));

    /// <inheritdoc cref="InsertSql"/>
    /// <param name="added">A column whose stored number the new one is added to.</param>
    /// <param name="rows">A query for the new rows; null for one whose values are the parameters.</param>
    public string UpsertSql(string? added, string? rows = null)
    {
        var changes = Columns
            .Where((_, column) => !KeyColumns.Contains(column))
            .Select(Quote)
            .Select(name =>
                name == Quote(added) ? $"{name} = {Table}.{name} + excluded.{name}" : $"{name} = excluded.{name}"
            );

        return $"{(rows is null ? InsertSql : $"INSERT INTO {Table} ({ColumnList}) {rows}")} "
            + $"ON CONFLICT ({string.Join(", ", KeyColumns.Select(column => Quote(Columns[column])))}) "
            + $"DO UPDATE SET {string.Join(", ", changes)}";
    }

    /// <summary>A column's value as the database stores it.</summary>
    public object? Value(object row, int column)
    {
        var (getter, converter) = _values[column];
        var value = getter.GetClrValue(row);

        return value is null || converter is null ? value : converter.ConvertToProvider(value);
    }

    /// <summary>The type of a column's values, where they may be null one that holds it.</summary>
    public Type StoredType(int column)
    {
        var property = Properties[column];
        var type = _values[column].Converter?.ProviderClrType ?? property.ClrType;

        return property.IsNullable && type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? typeof(Nullable<>).MakeGenericType(type)
            : type;
    }

    /// <summary>The row, with the values of its <see cref="EncodedColumns"/> as they are stored.</summary>
    public EncodedRow<T> Encode<T>(T row)
        where T : class
    {
        var encoded = new byte[]?[EncodedColumns.Count];
        for (var i = 0; i < encoded.Length; i++)
        {
            var (getter, converter) = _values[EncodedColumns[i]];
            if (getter.GetClrValue(row) is { } value)
                encoded[i] = ((IEncodingConverter)converter!).Encode(value);
        }

        return new(row, encoded);
    }

    private static string Quote(string? column) => $"\"{column}\"";
}
