using ArticleApi.Storage.Tables;

namespace ArticleApi.Index;

/// <summary>
/// Where the making of an index has come to. Kept in memory alone: whoever goes on after a restart skips what is done
/// already.
/// </summary>
internal sealed class IndexRebuildProgress
{
    private int _generation = -1;

    /// <summary>What is gone through: the articles, then each kind of component; null once all are.</summary>
    public int? Stage { get; private set; }

    /// <summary>The last key of this stage that was looked at.</summary>
    public long After { get; private set; }

    /// <summary>Articles indexed by this process.</summary>
    public int Articles { get; private set; }

    /// <summary>Begins anew where another generation is being made.</summary>
    public void Start(int generation)
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
    public void Restart() => _generation = -1;
}
