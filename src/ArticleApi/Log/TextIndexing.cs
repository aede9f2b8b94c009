using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Images;
using ArticleApi.Core.Search;
using ArticleApi.Storage;

namespace ArticleApi.Log;

/// <summary>
/// What is indexed of a text. The full-text index forgets by being told its words again, so these must come out the
/// same: whatever changes them, or what is filed of a document, is another version, for which the index is made anew.
/// </summary>
public class TextIndexing
{
    public virtual int Version => (Analyser.Version << 16) | Filing.Version;

    public virtual SearchText WordsOf(ArticleDocument article) => SearchText.Of(article);

    public virtual SearchText WordsOf(Caption caption) => caption.Words();

    public virtual SearchText WordsOf(Dateline dateline) => dateline.Words();
}

/// <summary>The words of articles are being indexed anew, and nothing is found by them until that is done.</summary>
#pragma warning disable CA1032 // It says nothing else.
internal sealed class ReindexingException() : InvalidOperationException("The full-text index is being made anew.");

/// <summary>
/// A process of another version indexes this database: what this one would write or look for does not fit.
/// </summary>
internal sealed class OtherVersionException()
    : InvalidOperationException("Another version of the service indexes this database.");
#pragma warning restore CA1032

/// <summary>What this process knows of the full-text index, from the looks at the log's head.</summary>
internal sealed class IndexStatus(TextIndexing indexing)
{
    private volatile bool _isOfOther;

    /// <summary>How far this process has come in making the index anew.</summary>
    public ReindexProgress Progress { get; } = new();

    public void Seen(int version, bool reindexing) => _isOfOther = version != indexing.Version && !reindexing;

    /// <exception cref="OtherVersionException">
    /// Where the words that are searched for are not those of the index.
    /// </exception>
    public void ThrowIfOther()
    {
        if (_isOfOther)
            throw new OtherVersionException();
    }
}

/// <summary>
/// Where the making of an index has come to. Kept in memory alone: whoever goes on after a restart skips what is done
/// already.
/// </summary>
internal sealed class ReindexProgress
{
    private int _generation = -1;

    /// <summary>What is gone through: the articles, then each kind of component; null once all are.</summary>
    public int? Stage { get; private set; }

    /// <summary>The last key of this stage that was looked at.</summary>
    public long After { get; private set; }

    /// <summary>Articles indexed by this process.</summary>
    public int Articles { get; private set; }

    /// <summary>Begins anew where another generation is being made.</summary>
    public void Follow(int generation)
    {
        if (generation == _generation)
            return;

        (_generation, Stage, After, Articles) = (generation, 0, long.MinValue, 0);
    }

    /// <param name="last">The last key of a batch; null where the stage has no more.</param>
    public void Advance(long? last, int articles)
    {
        Articles += articles;
        if (last is { } key)
            After = key;
        else
            (Stage, After) = (Stage < Enum.GetValues<ComponentKind>().Length ? Stage + 1 : null, long.MinValue);
    }

    /// <summary>A batch was not committed: it is looked for again from the beginning.</summary>
    public void Forget() => _generation = -1;
}
