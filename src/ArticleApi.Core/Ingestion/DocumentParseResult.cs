namespace ArticleApi.Core.Ingestion;

/// <summary>What a reader makes of one document: drafts, and what it could not take or had to guess.</summary>
public sealed record DocumentParseResult(IReadOnlyList<ParsedArticle> Articles, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Items that the source takes back.</summary>
    public IReadOnlyList<ParsedWithdrawal> Withdrawals { get; init; } = [];
}

/// <summary>
/// An item that its provider takes back (IPTC pubStatus <c>canceled</c>), whatever version of it is here.
/// </summary>
/// <param name="Reason">As the provider states it; null where it does not.</param>
/// <param name="Line">From 1; null where the format has no lines.</param>
public sealed record ParsedWithdrawal(SourceItem Item, string? Reason, int? Line);

public enum DiagnosticSeverity
{
    /// <summary>Taken, with a doubt worth a look.</summary>
    Warning,

    /// <summary>Not taken.</summary>
    Error,
}

/// <summary>What is wrong with a document, and where.</summary>
/// <param name="Line">From 1; null where it concerns the whole document.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Document, int? Line, string Message)
{
    public override string ToString()
    {
        var place = Line is { } line ? $"{Document}:{line}" : Document;
        return $"{place}: {(Severity == DiagnosticSeverity.Error ? "error" : "warning")}: {Message}";
    }
}
