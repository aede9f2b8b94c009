using System.Text.Json;
using ArticleApi.Core.Search;

namespace ArticleApi.Storage;

/// <summary>
/// A read of the hot path, past EF. Both databases take the same text; its parameters are <c>$1</c>, <c>$2</c>… in the
/// order they first occur.
/// </summary>
internal sealed record Statement(string Sql)
{
    /// <summary>
    /// Whether cancelling must reach into the database while it works, and the best plan hangs on the arguments; costs
    /// a registration or a plan for each read.
    /// </summary>
    public bool MayRunLong { get; init; }
}

/// <summary>A parameter's value, without boxing the numbers that hot reads are made of.</summary>
internal readonly record struct Argument(long Number, object? Value)
{
    public static implicit operator Argument(long number) => new(number, null);

    public static implicit operator Argument(string text) => new(0, text);

    public static implicit operator Argument(Guid id) => new(0, id);

    /// <summary>Many numbers, for <see cref="IReads.Among"/>.</summary>
    public static implicit operator Argument(long[] numbers) => new(0, numbers);

    /// <summary>As JSON, for databases without arrays.</summary>
    public string Json => JsonSerializer.Serialize((long[])Value!);
}

/// <summary>Rows being read. To be disposed before the next statement begins on the same task.</summary>
internal interface IRows : IAsyncDisposable
{
    ValueTask<bool> Read(CancellationToken cancellation);

    bool IsNull(int column);

    long Long(int column);

    string Text(int column);

    byte[] Bytes(int column);

    /// <summary>The bytes where they are; not to be used after the next row is read.</summary>
    ReadOnlySpan<byte> Span(int column);

    Guid Id(int column);

    DateTimeOffset Instant(int column);
}

/// <summary>
/// Reads with statements that stay prepared, on connections of their own: nothing is tracked, translated or boxed.
/// </summary>
internal interface IReads
{
    /// <summary>Whether a read keeps the thread it is asked for on until it is done.</summary>
    bool AreBlocking { get; }

    /// <summary>Begins a read. The arguments stand for <c>$1</c>, <c>$2</c>…</summary>
    ValueTask<IRows> Query(Statement statement, ReadOnlySpan<Argument> arguments, CancellationToken cancellation);

    /// <summary>
    /// What follows <c>FROM</c> to look up rows of these tables: the first column is among the numbers of <c>$1</c>, a
    /// second among those of <c>$2</c>. None is there twice.
    /// </summary>
    string Among(string tables, params ReadOnlySpan<string> columns);

    /// <summary>
    /// The positions in a table of the full-text index that match <c>$1</c>, from <c>$2</c> on, at most <c>$3</c>;
    /// beside each, in place of a key, -1.
    /// </summary>
    Statement Search(string table, bool down);

    /// <summary>An expression as <see cref="Search"/> takes it.</summary>
    string Spelled(Expression expression);

    /// <summary>
    /// Closes the connections of reads and of writes, those in use as soon as they are given back. To be called once
    /// the database can be used again: what was opened before may be broken, or lead to another file.
    /// </summary>
    void DropConnections();
}

internal static class Reading
{
    public static string? TextOrNull(this IRows rows, int column) => rows.IsNull(column) ? null : rows.Text(column);
}
