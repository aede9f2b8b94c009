using System.Globalization;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>What is taken from one document, and what is said about the rest.</summary>
internal sealed class Taking(string document)
{
    // More of them say nothing new.
    private const int MaxComplaints = 1_000;

    private readonly List<ReadArticle> _articles = [];
    private readonly Dictionary<SourceItem, int> _byItem = [];
    private readonly List<ReadWithdrawal> _withdrawals = [];
    private readonly List<Complaint> _complaints = [];
    private int _silenced;
    private int _older;

    public string Document => document;

    public void Warn(int? line, string message) => Say(new(Severity.Warning, document, line, message));

    public void Refuse(int? line, string message) => Say(new(Severity.Error, document, line, message));

    /// <summary>
    /// The root of the document as XML, of a broken one as far as its items are whole; null where it is none, which is
    /// then said.
    /// </summary>
    public XElement? Root(byte[] bytes, string item)
    {
        var xml = HostileXml.Load(document, bytes, item);
        Add(xml.Complaints);
        return xml.Document?.Root;
    }

    public void Add(IEnumerable<Complaint> complaints) => _complaints.AddRange(complaints);

    public void Withdraw(ReadWithdrawal withdrawal) => _withdrawals.Add(withdrawal);

    /// <summary>
    /// Of several versions of one item the newest stays; where nobody says which that is, the one that stands first.
    /// </summary>
    public void Take(ReadArticle article)
    {
        article = article with
        {
            Draft = MailAddress.RemovedFrom(article.Draft, message => Warn(article.FirstLine, message)),
        };
        if (DraftLimits.Broken(article.Draft) is { } broken)
        {
            Refuse(article.FirstLine, broken);
            return;
        }

        var item = article.Item is null ? null : article.Item with { Version = null, VersionCreated = null };
        if (item is null || _byItem.TryAdd(item, _articles.Count))
        {
            _articles.Add(article);
            return;
        }

        _older++;
        if (article.Item!.VersionCreated > _articles[_byItem[item]].Item!.VersionCreated)
            _articles[_byItem[item]] = article;
    }

    public DocumentReading Reading()
    {
        if (_older > 0)
            _complaints.Add(
                new(
                    Severity.Warning,
                    document,
                    null,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Items that are in the document more than once: {_older:N0} older versions are left out."
                    )
                )
            );
        if (_silenced > 0)
            _complaints.Add(
                new(
                    Severity.Error,
                    document,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"There are {_silenced:N0} complaints more.")
                )
            );

        return new(_articles, _complaints) { Withdrawals = _withdrawals };
    }

    private void Say(Complaint complaint)
    {
        if (_complaints.Count < MaxComplaints)
            _complaints.Add(complaint);
        else
            _silenced++;
    }

    /// <summary>
    /// An item as its provider knows it; null where its id or its provider's name is longer than can be kept.
    /// </summary>
    public static SourceItem? Item(string provider, string? id, DateTimeOffset? versionCreated) =>
        id is { Length: > 0 and <= SourceRecord.MaxItemIdLength }
        && provider.Length is > 0 and <= SourceRecord.MaxProviderLength
            ? new(provider, id, null) { VersionCreated = versionCreated }
            : null;
}
