using System.Globalization;
using System.Xml.Linq;
using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>What is taken from one document, and what is said about the rest.</summary>
internal sealed class WebParseContext(string document)
{
    // More of them say nothing new.
    private const int MaxDiagnostics = 1_000;

    private readonly List<ParsedArticle> _articles = [];
    private readonly Dictionary<SourceItem, int> _byItem = [];
    private readonly List<ParsedWithdrawal> _withdrawals = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private int _suppressedCount;
    private int _olderVersionCount;

    public string DocumentName => document;

    public void AddWarning(int? line, string message) =>
        AddDiagnostic(new(DiagnosticSeverity.Warning, document, line, message));

    public void AddError(int? line, string message) =>
        AddDiagnostic(new(DiagnosticSeverity.Error, document, line, message));

    /// <summary>
    /// The root of the document as XML, of a broken one as far as its items are whole; null where it is none, which is
    /// then said.
    /// </summary>
    public XElement? LoadXmlRoot(byte[] bytes, string item)
    {
        var xml = UntrustedXml.Load(document, bytes, item);
        AddDiagnostics(xml.Diagnostics);
        return xml.Document?.Root;
    }

    public void AddDiagnostics(IEnumerable<Diagnostic> complaints) => _diagnostics.AddRange(complaints);

    public void AddWithdrawal(ParsedWithdrawal withdrawal) => _withdrawals.Add(withdrawal);

    /// <summary>
    /// Of several versions of one item the newest stays; where nobody says which that is, the one that stands first.
    /// </summary>
    public void AddArticle(ParsedArticle article)
    {
        article = article with
        {
            Draft = MailAddressRemover.RemoveFrom(article.Draft, message => AddWarning(article.FirstLine, message)),
        };
        if (DraftLimits.FindViolation(article.Draft) is { } broken)
        {
            AddError(article.FirstLine, broken);
            return;
        }

        var item = article.Item is null ? null : article.Item with { Version = null, VersionCreated = null };
        if (item is null || _byItem.TryAdd(item, _articles.Count))
        {
            _articles.Add(article);
            return;
        }

        _olderVersionCount++;
        if (article.Item!.VersionCreated > _articles[_byItem[item]].Item!.VersionCreated)
            _articles[_byItem[item]] = article;
    }

    public DocumentParseResult ToResult()
    {
        if (_olderVersionCount > 0)
            _diagnostics.Add(
                new(
                    DiagnosticSeverity.Warning,
                    document,
                    null,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Items that are in the document more than once: {_olderVersionCount:N0} older versions are left out."
                    )
                )
            );
        if (_suppressedCount > 0)
            _diagnostics.Add(
                new(
                    DiagnosticSeverity.Error,
                    document,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"There are {_suppressedCount:N0} complaints more.")
                )
            );

        return new(_articles, _diagnostics) { Withdrawals = _withdrawals };
    }

    private void AddDiagnostic(Diagnostic complaint)
    {
        if (_diagnostics.Count < MaxDiagnostics)
            _diagnostics.Add(complaint);
        else
            _suppressedCount++;
    }

    /// <summary>
    /// An item as its provider knows it; null where its id or its provider's name is longer than can be kept.
    /// </summary>
    public static SourceItem? CreateItem(string provider, string? id, DateTimeOffset? versionCreated) =>
        id is { Length: > 0 and <= SourceRecord.MaxItemIdLength }
        && provider.Length is > 0 and <= SourceRecord.MaxProviderLength
            ? new(provider, id, null) { VersionCreated = versionCreated }
            : null;
}
