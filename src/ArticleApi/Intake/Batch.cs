using ArticleApi.Core.Ingestion;

namespace ArticleApi.Intake;

/// <summary>An item that its source takes back, and the document that says so.</summary>
/// <param name="Path">The document's, as complaints say it.</param>
internal sealed record Recalled(ReadWithdrawal Withdrawal, string Path);

/// <summary>
/// What documents bring, some hundred articles at a time: of many small documents, or of a part of a long one.
/// </summary>
internal sealed class Batch(int size)
{
    private readonly List<Func<Incoming>> _again = new(size);
    private List<Incoming>? _articles = new(size);

    public List<Complaint> Complaints { get; } = [];

    public List<Recalled> Withdrawals { get; } = [];

    /// <summary>Documents that end here, and how many of them were not or not wholly taken.</summary>
    public (int All, int Refused) Documents { get; private set; }

    public int Count => _again.Count;

    public bool IsFull => _again.Count + Withdrawals.Count >= size || Complaints.Count >= size;

    public bool IsEmpty => _again.Count + Withdrawals.Count + Complaints.Count + Documents.All == 0;

    /// <summary>
    /// The articles. They are handed over once and made anew after that: a transaction is seldom tried twice, and what
    /// they are made of takes less room.
    /// </summary>
    public IReadOnlyList<Incoming> Articles
    {
        get
        {
            var articles = _articles ?? _again.ConvertAll(read => read());
            _articles = null;
            return articles;
        }
    }

    public void Add(Incoming article, Func<Incoming> again)
    {
        _articles!.Add(article);
        _again.Add(again);
    }

    public void EndDocument(bool refused) => Documents = (Documents.All + 1, Documents.Refused + (refused ? 1 : 0));
}
