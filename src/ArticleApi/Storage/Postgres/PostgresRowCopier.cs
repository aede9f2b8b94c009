using System.Collections.Concurrent;
using System.Linq.Expressions;
using Npgsql;
using NpgsqlTypes;

namespace ArticleApi.Storage.Postgres;

/// <summary>Writes a row's columns into a COPY, by code that is compiled from the model.</summary>
internal static class PostgresRowCopier
{
    private static readonly ConcurrentDictionary<RowMapping, Delegate> Known = [];

    /// <summary>Writes all columns, in the mapping's order.</summary>
    public static Action<NpgsqlBinaryImporter, T> For<T>(RowMapping mapping) =>
        (Action<NpgsqlBinaryImporter, T>)Known.GetOrAdd(mapping, Compile<T>);

    private static Action<NpgsqlBinaryImporter, T> Compile<T>(RowMapping mapping)
    {
        var (copy, row) = (Expression.Parameter(typeof(NpgsqlBinaryImporter)), Expression.Parameter(typeof(T)));
        var columns = new CopyWriter(copy);

        return Expression
            .Lambda<Action<NpgsqlBinaryImporter, T>>(
                Expression.Block(mapping.Properties.Select(property => columns.Write(row, property))),
                copy,
                row
            )
            .Compile();
    }

    private static void WriteUtf8<T>(NpgsqlBinaryImporter copy, IUtf8Converter<T> converter, T value)
    {
        var utf8 = Utf8Json.TakeBuffer();
        converter.Write(value, utf8);
        // A COPY names no types: these are the bytes that a text has.
        copy.Write(utf8.WrittenMemory, NpgsqlDbType.Bytea);
    }

    private sealed class CopyWriter(ParameterExpression copy) : ColumnWriter
    {
        protected override Expression WriteNull() =>
            Expression.Call(copy, nameof(NpgsqlBinaryImporter.WriteNull), null);

        protected override Expression WriteStored(Expression value) =>
            Expression.Call(copy, nameof(NpgsqlBinaryImporter.Write), [value.Type], value);

        protected override Expression WriteUtf8(Expression value, ConstantExpression converter) =>
            Expression.Call(
                typeof(PostgresRowCopier),
                nameof(PostgresRowCopier.WriteUtf8),
                [value.Type],
                copy,
                converter,
                value
            );
    }
}
