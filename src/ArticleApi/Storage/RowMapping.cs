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
        Table = type.GetTableName()!;
        Columns = properties.ConvertAll(property => property.GetColumnName());
        _values = properties.ConvertAll(property => (property.GetGetter(), property.GetTypeMapping().Converter));
    }

    public string Table { get; }

    public IReadOnlyList<string> Columns { get; }

    /// <summary><c>"Key", "Id", …</c></summary>
    public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column}\""));

    /// <summary><c>$1, $2, …</c></summary>
    public string ParameterList => string.Join(", ", Enumerable.Range(1, Columns.Count).Select(number => "$" + number));

    public static RowMapping For<T>(DbContext db) =>
        Known.GetOrAdd(db.Model.FindEntityType(typeof(T))!, type => new(type));

    /// <summary>A column's value as the database stores it.</summary>
    public object? Value(object row, int column)
    {
        var (getter, converter) = _values[column];
        var value = getter.GetClrValue(row);

        return value is null || converter is null ? value : converter.ConvertToProvider(value);
    }
}
