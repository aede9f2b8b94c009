using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// Binds a row's columns to the parameters of a statement, by code that is compiled from the model once for each type.
/// </summary>
internal static class SqliteRowBinder
{
    private static readonly ConcurrentDictionary<object, Delegate> Known = new(ReferenceEqualityComparer.Instance);

    /// <param name="columns">
    /// The places of the columns that the statement takes, in its order: <see cref="RowMapping.AllColumns"/> or <see
    /// cref="RowMapping.KeyColumns"/> itself.
    /// </param>
    public static Action<nint, T> For<T>(RowMapping mapping, IReadOnlyList<int> columns) =>
        (Action<nint, T>)Known.GetOrAdd(columns, _ => Compile<T>(mapping, columns));

    /// <summary>Takes all columns, and what is written out already as it is.</summary>
    public static Action<nint, EncodedRow<T>> ForEncoded<T>(RowMapping mapping)
        where T : class => (Action<nint, EncodedRow<T>>)Known.GetOrAdd(mapping, _ => CompileEncoded<T>(mapping));

    private static Action<nint, T> Compile<T>(RowMapping mapping, IReadOnlyList<int> columns)
    {
        var (statement, row) = (Expression.Parameter(typeof(nint)), Expression.Parameter(typeof(T)));
        var binds = columns.Select(
            (column, index) =>
                new ParameterWriter(statement, Expression.Constant(index + 1)).Write(row, mapping.Properties[column])
        );

        return Expression.Lambda<Action<nint, T>>(Expression.Block(binds), statement, row).Compile();
    }

    private static Action<nint, EncodedRow<T>> CompileEncoded<T>(RowMapping mapping)
        where T : class
    {
        var (statement, encoded) = (Expression.Parameter(typeof(nint)), Expression.Parameter(typeof(EncodedRow<T>)));
        var row = Expression.Property(encoded, nameof(EncodedRow<T>.Row));
        var values = Expression.Property(encoded, nameof(EncodedRow<T>.Values));
        var places = mapping.EncodedColumns.Index().ToDictionary(column => column.Item, column => column.Index);
        var binds = mapping.AllColumns.Select(column =>
        {
            var parameter = new ParameterWriter(statement, Expression.Constant(column + 1));
            var property = mapping.Properties[column];
            return places.TryGetValue(column, out var place)
                ? parameter.WriteEncoded(Expression.ArrayIndex(values, Expression.Constant(place)), property)
                : parameter.Write(row, property);
        });

        return Expression.Lambda<Action<nint, EncodedRow<T>>>(Expression.Block(binds), statement, encoded).Compile();
    }

    /// <summary>One parameter of the statement.</summary>
    private sealed class ParameterWriter(ParameterExpression statement, ConstantExpression index) : ColumnWriter
    {
        /// <param name="value">Its bytes, or null.</param>
        public ConditionalExpression WriteEncoded(Expression value, IProperty property)
        {
            var isText = property.GetTypeMapping().Converter!.ProviderClrType == typeof(string);

            return Expression.IfThenElse(
                Expression.ReferenceEqual(value, Expression.Constant(null)),
                WriteNull(),
                Call(isText ? nameof(SqliteBindings.Utf8Bytes) : nameof(SqliteBindings.Bytes), value)
            );
        }

        protected override Expression WriteNull() => Call(nameof(SqliteBindings.Null));

        protected override Expression WriteStored(Expression value)
        {
            if (value.Type == typeof(string))
                return Call(nameof(SqliteBindings.Text), value);
            if (value.Type == typeof(byte[]))
                return Call(nameof(SqliteBindings.Bytes), value);

            return Call(
                nameof(SqliteBindings.Number),
                value.Type == typeof(bool)
                    ? Expression.Condition(value, Expression.Constant(1L), Expression.Constant(0L))
                    : Expression.Convert(value, typeof(long))
            );
        }

        protected override Expression WriteUtf8(Expression value, ConstantExpression converter) =>
            Expression.Call(
                typeof(SqliteBindings),
                nameof(SqliteBindings.Utf8),
                [value.Type],
                statement,
                index,
                converter,
                value
            );

        private MethodCallExpression Call(string method, params Expression[] value) =>
            Expression.Call(typeof(SqliteBindings), method, null, [statement, index, .. value]);
    }
}
