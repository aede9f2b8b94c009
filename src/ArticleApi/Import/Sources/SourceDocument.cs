using System.IO.Pipelines;

namespace ArticleApi.Import.Sources;

/// <summary>A document to be taken in, wherever it lay.</summary>
/// <param name="Path">
/// As complaints say it: from what was named on, so that nobody need search; an archive's file stands below the
/// archive.
/// </param>
/// <param name="Content">Null where there is nothing to read.</param>
/// <param name="UnreadableReason">Why it cannot be read.</param>
/// <param name="BytesRead">Bytes read of the file so far, as they lie on the disk.</param>
internal sealed record SourceDocument(string Path, PipeReader? Content, string? UnreadableReason, Func<long> BytesRead)
{
    /// <summary>
    /// As its articles' sources keep it: without folders, which are nobody else's business; that of an archive's file
    /// begins with the archive's.
    /// </summary>
    public string Name { get; init; } = System.IO.Path.GetFileName(Path);

    /// <summary>In bytes, where it is known before it is read.</summary>
    public long? Length { get; init; }
}
