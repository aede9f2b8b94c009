namespace ArticleApi.Storage;

/// <summary>
/// Writes rows past the change tracker, in the current transaction: the log's and the index's tables, and what imports
/// bring by the thousand. Rows are to come in the order of their key, so that each index grows at few places.
/// </summary>
internal interface IRowWriter
{
    Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class;

    /// <summary>Does ahead, on any thread, what can be done of writing a row before its turn.</summary>
    EncodedRow<T> Encode<T>(T row)
        where T : class;

    Task InsertEncodedAsync<T>(IReadOnlyCollection<EncodedRow<T>> rows, CancellationToken cancellation)
        where T : class;

    /// <summary>Inserts at once, and leaves out what a unique index refuses.</summary>
    Task InsertMissingAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class;

    /// <summary>Puts each row in the place of the one that has its key, where there is one.</summary>
    /// <param name="added">A column whose numbers add up instead.</param>
    Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation, string? added = null)
        where T : class;

    /// <summary>Deletes by the key; the other columns do not count.</summary>
    Task DeleteAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellation)
        where T : class;

    Task WriteTextAsync(
        IReadOnlyCollection<FullTextChange> changes,
        FullTextTableSet tables,
        CancellationToken cancellation
    );

    /// <summary>
    /// Takes keys of a table that numbers its rows; they are never given again. On SQLite, whose writers exclude each
    /// other, they follow each other; on PostgreSQL they are its sequence's next.
    /// </summary>
    Task<IReadOnlyList<long>> ReserveKeysAsync<T>(int count, CancellationToken cancellation)
        where T : class;

    /// <summary>
    /// Writes what may have waited, to be sent together. To be called before these rows are read, and before the
    /// commit.
    /// </summary>
    Task FlushAsync(CancellationToken cancellation);
}
