namespace ArticleApi.Storage.Tables;

/// <summary>One row: where the log stands. Updating it is the append lock.</summary>
public sealed class LogSequence
{
    public int Id { get; init; } = 1;
    public long LastSequence { get; init; }

    /// <summary>
    /// Raised by every commit, also one that appends nothing: what was read under the same number is still so.
    /// </summary>
    public long CommitCount { get; init; }

    /// <summary>Drawn by every commit: a restored database gives the numbers again, but not with these.</summary>
    public long Nonce { get; init; }

    /// <summary>The same two, moved only by commits that a caller without a key can notice.</summary>
    public long OpenCommitCount { get; init; }

    /// <inheritdoc cref="OpenCommitCount"/>
    public long OpenNonce { get; init; }

    /// <summary>The last entry that a caller without a key can notice.</summary>
    public long LastOpenSequence { get; init; }

    /// <summary>
    /// The version of the code whose words the full-text index has; a process of another may not write.
    /// </summary>
    public int IndexVersion { get; init; }

    /// <summary>
    /// How often the index was made anew. Each entry's row has the number under which it was written.
    /// </summary>
    public int IndexGeneration { get; init; }

    /// <summary>Whether entries of an earlier generation may be left.</summary>
    public bool Reindexing { get; init; }

    /// <summary>Drawn whenever a package is made or goes, so that whoever writes asks anew which there are.</summary>
    public long PackageStamp { get; init; }

    /// <summary>
    /// Drawn when the database is made; part of every change cursor, so that a cursor of another history is refused.
    /// </summary>
    public required string Epoch { get; init; }

    /// <summary>
    /// Drawn when the database is made, and kept in backups and copies: see <see cref="DatabaseSecret"/>.
    /// </summary>
    public required byte[] Secret { get; init; }
}
