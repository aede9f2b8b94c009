using ArticleApi.Core.Ingestion;

namespace ArticleApi.Import;

/// <summary>An item that its source takes back, and the document that says so.</summary>
/// <param name="Path">The document's, as complaints say it.</param>
internal sealed record SourceWithdrawal(ParsedWithdrawal Withdrawal, string Path);

/// <summary>
/// What documents bring, some hundred articles at a time, or fewer long ones: of many small documents, or of a part of
/// a long one.
/// </summary>
internal sealed class ImportBatch(ImportLimits limits)
{
    private readonly List<Func<ImportCandidate>> _reparse = [];
    private List<ImportCandidate>? _candidates = [];
    private long _bytes;

    public List<Diagnostic> Complaints { get; } = [];

    public List<SourceWithdrawal> Withdrawals { get; } = [];

    /// <summary>Documents that end here, and how many of them were not or not wholly taken.</summary>
    public (int All, int Refused) Documents { get; private set; }

    /// <summary>How many articles it counts as.</summary>
    public int Weight => limits.Weigh(_reparse.Count, _bytes);

    public bool IsFull =>
        Weight + Withdrawals.Count >= limits.ArticlesPerBatch || Complaints.Count >= limits.ArticlesPerBatch;

    public bool IsEmpty => _reparse.Count + Withdrawals.Count + Complaints.Count + Documents.All == 0;

    /// <summary>
    /// The articles. They are handed over once and made anew after that: a transaction is seldom tried twice, and what
    /// they are made of takes less room.
    /// </summary>
    public IReadOnlyList<ImportCandidate> Candidates
    {
        get
        {
            var articles = _candidates ?? _reparse.ConvertAll(read => read());
            _candidates = null;
            return articles;
        }
    }

    /// <param name="bytes">What it was read from has.</param>
    public void Add(ImportCandidate article, Func<ImportCandidate> again, int bytes)
    {
        _candidates!.Add(article);
        _reparse.Add(again);
        _bytes += bytes;
    }

    public void EndDocument(bool refused) => Documents = (Documents.All + 1, Documents.Refused + (refused ? 1 : 0));
}
