using ArticleApi.Auth;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Import;

/// <summary>How documents are taken in.</summary>
/// <param name="Publisher">Filled in where the document does not say; nothing else ever is.</param>
/// <param name="Draft">
/// Keeps new articles as drafts instead of publishing them as their source did, and withdraws none.
/// </param>
/// <param name="DryRun">Reads and reports, and writes nothing.</param>
internal sealed record ImportOptions(string? Publisher = null, bool Draft = false, bool DryRun = false)
{
    /// <summary>A format's name, or <see cref="DocumentFormats.Auto"/>.</summary>
    public string Format { get; init; } = DocumentFormats.Auto;

    /// <summary>After so many lines of a document that cannot be taken nothing more of it is read.</summary>
    public int MaxRefusedLines { get; init; } = int.MaxValue;

    /// <summary>For whom: an import is a write, and does only what its caller sees and may.</summary>
    public Caller Caller { get; init; } = Caller.Operator;

    /// <summary>
    /// Whether new articles and their parts have the same ids wherever the same documents are taken in, for those that
    /// examples name. Others tell by their ids when they were made.
    /// </summary>
    public bool HasStableIds { get; init; }

    /// <summary>Whether nothing is published, lifted or withdrawn.</summary>
    public bool AsDrafts => Draft || !Caller.HasScope(Scopes.Publish);
}
