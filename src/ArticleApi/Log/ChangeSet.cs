using ArticleApi.Core.Articles;
using ArticleApi.Index;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Log;

/// <summary>All that one commit does to the log and the index, of one article or of thousands.</summary>
/// <param name="log">Where the log stands before it, as it was locked.</param>
internal sealed class ChangeSet(LogSequence log, FullTextTableSet textTables)
{
    private readonly List<ArticleChange> _appended = [];

    public ChangeSet(LogSequence log)
        : this(log, log.TablesWritten()) { }

    public LogSequence Log => log;

    public IndexBatch Index { get; private set; } = new(log.IndexGeneration, textTables);

    /// <summary>What gets a number each, in this order.</summary>
    public IReadOnlyList<ArticleChange> Appended => _appended;

    /// <summary>The last number that is given.</summary>
    public long LastSequence { get; private set; } = log.LastSequence;

    /// <summary>How many got a number.</summary>
    public int AppendedCount => (int)(LastSequence - log.LastSequence);

    /// <summary>Heads that change and get no number.</summary>
    public List<ArticleHead> RewrittenHeads { get; } = [];

    /// <summary>Versions that get other bytes under their number.</summary>
    public List<ArticleVersion> RewrittenVersions { get; } = [];

    public List<SlugReservation> Slugs { get; } = [];

    public List<SlugReservation> ErasedSlugs { get; } = [];

    /// <summary>The articles that were looked at, as they are now.</summary>
    public List<StoredArticle> Articles { get; } = [];

    /// <summary>Whether text was erased that may still lie in the database's files.</summary>
    public bool HasErasures { get; set; }

    /// <summary>
    /// How many were appended up to the last that a caller without a key can notice; 0 where it can notice none.
    /// </summary>
    public int OpenCount { get; private set; }

    /// <summary>Whether such a caller can notice anything else.</summary>
    public bool IsOpen { get; set; }

    public void Append(ArticleChange change)
    {
        _appended.Add(change);
        if (change.Audience == Audience.Public || change.PreviousAudience == Audience.Public)
            OpenCount = AppendedCount + _appended.Count;
    }

    /// <summary>
    /// Begins the next part of a transaction that is written in parts. What is to be written at its end stays.
    /// </summary>
    public void BeginPart()
    {
        LastSequence += _appended.Count;
        IsOpen |= Index.HasPublicComponents;
        _appended.Clear();
        RewrittenHeads.Clear();
        RewrittenVersions.Clear();
        Slugs.Clear();
        ErasedSlugs.Clear();
        Index = new(log.IndexGeneration, textTables) { Deferred = Index.Deferred };
    }

    /// <summary>
    /// Indexes a head anew that gets no number. The components that its article shows stay as they are.
    /// </summary>
    public void Reindex(ArticleHead head, IndexEntry before, IndexEntry after)
    {
        var (old, document) = (before.Document, after.Document);
        var isSameTerms = old.TermsText == document.TermsText;
        IsOpen |= head.Audience == Audience.Public && !(isSameTerms && old.SortValuesText == document.SortValuesText);
        head.IndexGeneration = Index.Generation;
        RewrittenHeads.Add(head);
        if (isSameTerms)
            document = document with { FacetValues = IndexDocument.NoFacetValues };
        Index.Changes.Add(new(before with { Uses = [] }, after with { Document = document }));
    }
}
