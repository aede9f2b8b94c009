using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ArticleApi.Storage.Sqlite;

/// <summary>
/// Binds a row's columns to the parameters of a statement. It is compiled from the model once for each type: no value
/// is boxed, and what is stored as text goes to SQLite as UTF-8 at once.
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

    private static Action<nint, T> Compile<T>(RowMapping mapping, IReadOnlyList<int> columns)
    {
        var (statement, row) = (Expression.Parameter(typeof(nint)), Expression.Parameter(typeof(T)));
        var binds = columns.Select(
            (column, index) =>
            {
                var target = new Target(statement, Expression.Constant(index + 1));
                var property = mapping.Properties[column];
                return target.Bind(Read(row, property), property);
            }
        );

        return Expression.Lambda<Action<nint, T>>(Expression.Block(binds), statement, row).Compile();
    }

    private static MemberExpression Read(ParameterExpression row, IProperty property) =>
        property.PropertyInfo is { } read ? Expression.Property(row, read) : Expression.Field(row, property.FieldInfo!);

    /// <summary>One parameter of the statement.</summary>
    private sealed record Target(ParameterExpression Statement, ConstantExpression Index)
    {
        public Expression Bind(Expression value, IProperty property)
        {
            if (Nullable.GetUnderlyingType(value.Type) is { } inner)
                return Expression.IfThenElse(
                    Expression.Property(value, nameof(Nullable<int>.HasValue)),
                    BindPresent(Expression.Convert(value, inner), property),
                    Call(nameof(SqliteBindings.Null))
                );

            return value.Type.IsValueType
                ? BindPresent(value, property)
                : Expression.IfThenElse(
                    Expression.ReferenceEqual(value, Expression.Constant(null)),
                    Call(nameof(SqliteBindings.Null)),
                    BindPresent(value, property)
                );
        }

        private MethodCallExpression BindPresent(Expression value, IProperty property)
        {
            var converter = property.GetTypeMapping().Converter;
            if (converter is null)
                return BindStored(value);

            var utf8 = typeof(IUtf8Converter<>).MakeGenericType(value.Type);
            if (utf8.IsInstanceOfType(converter))
                return Expression.Call(
                    typeof(SqliteBindings),
                    nameof(SqliteBindings.Utf8),
                    [value.Type],
                    Statement,
                    Index,
                    Expression.Constant(converter, utf8),
                    value
                );

            var convert = converter.ConvertToProviderExpression;
            return BindStored(Inline(convert, Expression.Convert(value, convert.Parameters[0].Type)));
        }

        private MethodCallExpression BindStored(Expression value)
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

        private MethodCallExpression Call(string method, params Expression[] value) =>
            Expression.Call(typeof(SqliteBindings), method, null, [Statement, Index, .. value]);
    }

    private static Expression Inline(LambdaExpression lambda, Expression argument) =>
        new ParameterReplacer(lambda.Parameters[0], argument).Visit(lambda.Body);

    private sealed class ParameterReplacer(ParameterExpression parameter, Expression argument) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            node == parameter ? argument : base.VisitParameter(node);
    }
}
