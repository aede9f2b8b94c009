using System.Globalization;
using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// What is taken from one document, and what is said about the rest: of several versions of an item the newest stays.
/// </summary>
/// <param name="isInOrderSent">
/// Whether the document holds what was sent in the order in which it was, withdrawals too, so that of two versions that
/// nothing else orders the later counts; elsewhere the first does.
/// </param>
internal sealed class DocumentParseContext(string document, bool isInOrderSent = false)
{
    // Nobody reads more of them, and a hostile document could cause millions.
    private const int MaxDiagnostics = 1_000;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<SourceItem, int> _byItem = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private int _suppressedErrors;
    private int _suppressedWarnings;
    private int _olderVersionCount;

    public void AddWarning(int? line, string message) =>
        AddDiagnostic(new(DiagnosticSeverity.Warning, document, line, message));

    public void AddError(int? line, string message) =>
        AddDiagnostic(new(DiagnosticSeverity.Error, document, line, message));

    public void AddDiagnostics(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            AddDiagnostic(diagnostic);
    }

    /// <summary>The root of the document as XML; null where it is none, which is then said.</summary>
    /// <param name="item">The element that a broken document is read up to, as far as it is whole.</param>
    public XElement? LoadXmlRoot(byte[] bytes, string? item = null)
    {
        var xml = UntrustedXml.Load(document, bytes, item);
        AddDiagnostics(xml.Diagnostics);
        return xml.Document?.Root;
    }

    public void AddWithdrawal(ParsedWithdrawal withdrawal) =>
        Add(new(isInOrderSent ? withdrawal.Item : null, null, withdrawal));

    /// <param name="explain">Where and how to say that a limit is broken; null for the article's first line.</param>
    public void AddArticle(ParsedArticle article, Func<Violation, (int? Line, string Message)>? explain = null)
    {
        var (draft, violation) = ImportedDraft.Check(article.Draft, message => AddWarning(article.FirstLine, message));
        if (violation is { } broken)
        {
            var (line, message) = explain?.Invoke(broken) ?? (article.FirstLine, broken.ToString());
            AddError(line, message);
            return;
        }

        Add(new(article.Item, article with { Draft = draft }, null));
    }

    public DocumentParseResult ToResult()
    {
        if (_olderVersionCount > 0)
            AddSummary(
                DiagnosticSeverity.Warning,
                $"Items that are in the document more than once: {_olderVersionCount:N0} older versions are left out."
            );
        if (_suppressedErrors > 0)
            AddSummary(DiagnosticSeverity.Error, $"{_suppressedErrors:N0} more items are not taken.");
        if (_suppressedWarnings > 0)
            AddSummary(DiagnosticSeverity.Warning, $"{_suppressedWarnings:N0} more doubts are not listed.");

        return new([.. _entries.Select(entry => entry.Article).OfType<ParsedArticle>()], _diagnostics)
        {
            Withdrawals = [.. _entries.Select(entry => entry.Withdrawal).OfType<ParsedWithdrawal>()],
        };
    }

    private void Add(Entry entry)
    {
        var item = entry.Item is null ? null : entry.Item with { Version = null, VersionCreated = null };
        if (item is null || _byItem.TryAdd(item, _entries.Count))
        {
            _entries.Add(entry);
            return;
        }

        _olderVersionCount++;
        var place = _byItem[item];
        if (IsNewer(entry.Item!, _entries[place].Item!))
            _entries[place] = entry;
    }

    private bool IsNewer(SourceItem item, SourceItem existing) =>
        isInOrderSent ? existing.IsAfter(item) != true : item.IsAfter(existing) == true;

    private void AddDiagnostic(Diagnostic diagnostic)
    {
        if (_diagnostics.Count < MaxDiagnostics)
            _diagnostics.Add(diagnostic);
        else if (diagnostic.Severity == DiagnosticSeverity.Error)
            _suppressedErrors++;
        else
            _suppressedWarnings++;
    }

    private void AddSummary(DiagnosticSeverity severity, FormattableString message) =>
        _diagnostics.Add(new(severity, document, null, message.ToString(CultureInfo.InvariantCulture)));

    private sealed record Entry(SourceItem? Item, ParsedArticle? Article, ParsedWithdrawal? Withdrawal);
}
