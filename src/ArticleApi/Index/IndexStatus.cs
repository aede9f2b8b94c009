using ArticleApi.Index.FullText;

namespace ArticleApi.Index;

/// <summary>What this process knows of the full-text index, from the looks at the log's head.</summary>
internal sealed class IndexStatus(IndexTokenizer indexing)
{
    private volatile bool _isOfOther;

    /// <summary>How far this process has come in making the index anew.</summary>
    public IndexRebuildProgress Progress { get; } = new();

    public void Observe(int version, bool reindexing) => _isOfOther = version != indexing.Version && !reindexing;

    /// <exception cref="IndexVersionMismatchException">
    /// Where the words that are searched for are not those of the index.
    /// </exception>
    public void ThrowIfOtherVersion()
    {
        if (_isOfOther)
            throw new IndexVersionMismatchException();
    }
}
