using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ArticleApi.Storage;

/// <summary>
/// Makes of the model what writes a row's column to a database, to be compiled once for each type: no value is boxed,
/// and what is stored as text is written as UTF-8 at once.
/// </summary>
internal abstract class ColumnWriter
{
    public Expression Write(Expression row, IProperty property)
    {
        var value = property.PropertyInfo is { } read
            ? Expression.Property(row, read)
            : Expression.Field(row, property.FieldInfo!);
        if (Nullable.GetUnderlyingType(value.Type) is { } inner)
            return Expression.IfThenElse(
                Expression.Property(value, nameof(Nullable<int>.HasValue)),
                WritePresent(Expression.Convert(value, inner), property),
                WriteNull()
            );

        return value.Type.IsValueType
            ? WritePresent(value, property)
            : Expression.IfThenElse(
                Expression.ReferenceEqual(value, Expression.Constant(null)),
                WriteNull(),
                WritePresent(value, property)
            );
    }

    protected abstract Expression WriteNull();

    /// <param name="value">Of the type that the database stores.</param>
    protected abstract Expression WriteStored(Expression value);

    /// <param name="converter">An <see cref="IUtf8Converter{T}"/> for the value.</param>
    protected abstract Expression WriteUtf8(Expression value, ConstantExpression converter);

    private Expression WritePresent(Expression value, IProperty property)
    {
        var converter = property.GetTypeMapping().Converter;
        if (converter is null)
            return WriteStored(value);

        var utf8 = typeof(IUtf8Converter<>).MakeGenericType(value.Type);
        if (utf8.IsInstanceOfType(converter))
            return WriteUtf8(value, Expression.Constant(converter, utf8));

        var convert = converter.ConvertToProviderExpression;
        return WriteStored(Inline(convert, Expression.Convert(value, convert.Parameters[0].Type)));
    }

    private static Expression Inline(LambdaExpression lambda, Expression argument) =>
        new ParameterReplacer(lambda.Parameters[0], argument).Visit(lambda.Body);

    private sealed class ParameterReplacer(ParameterExpression parameter, Expression argument) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            node == parameter ? argument : base.VisitParameter(node);
    }
}
