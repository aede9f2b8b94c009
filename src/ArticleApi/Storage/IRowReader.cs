namespace ArticleApi.Storage;

/// <summary>Rows being read. To be disposed before the next statement begins on the same task.</summary>
internal interface IRowReader : IAsyncDisposable
{
    ValueTask<bool> ReadAsync(CancellationToken cancellation);

    bool IsNull(int column);

    long GetInt64(int column);

    string GetString(int column);

    byte[] GetBytes(int column);

    /// <summary>The bytes where they are; not to be used after the next row is read.</summary>
    ReadOnlySpan<byte> GetSpan(int column);

    Guid GetGuid(int column);

    DateTimeOffset GetInstant(int column);
}
