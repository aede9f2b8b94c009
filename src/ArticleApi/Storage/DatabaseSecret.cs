namespace ArticleApi.Storage;

/// <summary>
/// Random bytes drawn when the database is made: what outsiders must not be able to make or to read, such as the names
/// of index lists and cursors, is keyed with them. They stand in the log's head, so that backups and copies go on with
/// the same.
/// </summary>
internal sealed class DatabaseSecret(ISqlReader reads)
{
    /// <summary>Bytes.</summary>
    public const int Size = 16;

    private static readonly SqlStatement Stored = new("""SELECT "Secret" FROM log_sequence""");

    private volatile byte[]? _value;

    /// <summary>
    /// The same array until another database is put in place of this one. Read from the migrated database when it is
    /// first asked for.
    /// </summary>
    public byte[] Value => _value ?? Task.Run(ReadAsync).GetAwaiter().GetResult();

    /// <summary>What somebody read from the log's head.</summary>
    public void Take(ReadOnlySpan<byte> stored)
    {
        if (!stored.SequenceEqual(_value))
            _value = stored.ToArray();
    }

    private async Task<byte[]> ReadAsync()
    {
        await using var rows = await reads.QueryAsync(Stored, [], CancellationToken.None);
        if (!await rows.ReadAsync(CancellationToken.None))
            throw new InvalidOperationException("The database has no log yet; migrate it first.");

        Take(rows.GetSpan(0));
        return _value!;
    }
}
