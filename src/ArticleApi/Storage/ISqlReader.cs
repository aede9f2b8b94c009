using System.Text.Json;
using ArticleApi.Core.Search;

namespace ArticleApi.Storage;

/// <summary>
/// A read of the hot path, past EF. Both databases take the same text; its parameters are <c>$1</c>, <c>$2</c>… in
/// the order they first occur.
/// </summary>
internal sealed record SqlStatement(string Sql)
{
    /// <summary>
    /// Whether cancelling must reach into the database while it works, and the best plan hangs on the arguments; costs
    /// a registration or a plan for each read.
    /// </summary>
    public bool IsCancellable { get; init; }
}

/// <summary>A parameter's value, without boxing the numbers that hot reads are made of.</summary>
internal readonly record struct SqlArgument(long Number, object? Value)
{
    public static implicit operator SqlArgument(long number) => new(number, null);

    public static implicit operator SqlArgument(string text) => new(0, text);

    public static implicit operator SqlArgument(Guid id) => new(0, id);

    /// <summary>Many numbers, for <see cref="ISqlReader.JoinValues"/>.</summary>
    public static implicit operator SqlArgument(long[] numbers) => new(0, numbers);

    /// <summary>As JSON, for databases without arrays.</summary>
    public string Json => JsonSerializer.Serialize((long[])Value!);
}

/// <summary>
/// Reads with statements that stay prepared, on connections of their own: nothing is tracked, translated or boxed.
/// </summary>
internal interface ISqlReader
{
    /// <summary>Whether a read keeps the thread it is asked for on until it is done.</summary>
    bool IsBlocking { get; }

    /// <summary>Begins a read. The arguments stand for <c>$1</c>, <c>$2</c>…</summary>
    ValueTask<IRowReader> QueryAsync(
        SqlStatement statement,
        ReadOnlySpan<SqlArgument> arguments,
        CancellationToken cancellation
    );

    /// <summary>
    /// What follows <c>FROM</c> to look up rows of these tables: the first column is among the numbers of <c>$1</c>, a
    /// second among those of <c>$2</c>. None is there twice.
    /// </summary>
    string JoinValues(string tables, params ReadOnlySpan<string> columns);

    /// <summary>
    /// The positions in a table of the full-text index that match <c>$1</c>, from <c>$2</c> on, at most <c>$3</c>;
    /// beside each, in place of a key, -1.
    /// </summary>
    SqlStatement FullTextSql(string table, bool down);

    /// <summary>An expression as <see cref="FullTextSql"/> takes it.</summary>
    string FormatMatch(Expression expression);

    /// <summary>
    /// Closes the connections of reads and of writes, those in use as soon as they are given back. To be called once
    /// the database can be used again: what was opened before may be broken, or lead to another file.
    /// </summary>
    void DropConnections();
}
