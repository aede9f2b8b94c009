using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Import.Sources;

namespace ArticleApi.Import;

/// <summary>
/// Reads documents into batches, in bounded memory: one document, or of a document of lines one line, at a time.
/// </summary>
internal sealed class DocumentBatcher(
    string format,
    int mostRefusedLines,
    ImportLimits limits,
    CandidateFactory candidates
)
{
    private ImportBatch _batch = new(limits);
    private bool _refused;
    private int _refusedLines;

    public async IAsyncEnumerable<ImportBatch> ReadAsync(
        IAsyncEnumerable<SourceDocument> documents,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var document in documents.WithCancellation(cancellation))
        {
            (_refused, _refusedLines) = (false, 0);
            await foreach (var full in ReadAsync(document, cancellation))
                yield return full;
            _batch.EndDocument(_refused);
        }

        if (!_batch.IsEmpty)
            yield return _batch;
    }

    private async IAsyncEnumerable<ImportBatch> ReadAsync(
        SourceDocument document,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (document.Content is null)
        {
            Report(new(DiagnosticSeverity.Error, document.Path, null, document.UnreadableReason!));
            yield break;
        }

        await using var pieces = ParseAsync(document, document.Content, cancellation).GetAsyncEnumerator(cancellation);
        while (await TryMoveNextAsync(pieces, document.Path))
        {
            if (!_batch.IsFull)
                continue;

            yield return _batch;
            _batch = new(limits);
        }
    }

    // What breaks while it is read is reported as the others are.
    private async Task<bool> TryMoveNextAsync(IAsyncEnumerator<bool> pieces, string document)
    {
        try
        {
            return await pieces.MoveNextAsync();
        }
        catch (InvalidDataException)
        {
            Report(new(DiagnosticSeverity.Error, document, null, "What it is packed in is broken or cut off."));
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Report(new(DiagnosticSeverity.Error, document, null, error.Message));
            return false;
        }
    }

    private async IAsyncEnumerable<bool> ParseAsync(
        SourceDocument document,
        PipeReader content,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var peeked = await content.ReadAtLeastAsync(DocumentFormats.SniffLength, cancellation);
        var start = peeked.Buffer.Slice(0, Math.Min(peeked.Buffer.Length, DocumentFormats.SniffLength)).ToArray();
        content.AdvanceTo(peeked.Buffer.Start);

        var known = DocumentFormats.FindByName(format) ?? DocumentFormats.Detect(start);
        if (known?.Name == NdjsonReader.Format)
        {
            await foreach (var line in ReadLinesAsync(document, content, cancellation))
                yield return line;
        }
        else if (DecodedText.CheckSize(document.Length ?? 0) is { } tooLarge)
        {
            Report(new(DiagnosticSeverity.Error, document.Path, null, tooLarge));
        }
        else if (ArchiveSignatures.IsArchive(start))
        {
            Report(
                new(
                    DiagnosticSeverity.Error,
                    document.Path,
                    null,
                    "It is an archive. Read are zip and gzip files that the command import is given, and no "
                        + "archive inside another; unpack it first."
                )
            );
        }
        else if (known is null && start.Length > 0)
        {
            Report(
                new(
                    DiagnosticSeverity.Error,
                    document.Path,
                    null,
                    "The document is of no format that is read: it is neither a text nor XML or JSON that a "
                        + "reader knows; e-mail and PDF are not read."
                )
            );
        }
        else if (await ReadToEndAsync(content, cancellation) is { } bytes)
        {
            ParseDocument(document, known ?? DocumentFormats.All[^1], bytes, cancellation);
            yield return true;
        }
        else
        {
            Report(
                new(
                    DiagnosticSeverity.Error,
                    document.Path,
                    null,
                    $"The file is larger than {DecodedText.MaxSizeText}, the most that is read."
                )
            );
        }
    }

    private void ParseDocument(
        SourceDocument document,
        DocumentFormat known,
        byte[] bytes,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var reading = known.Read(document.Path, bytes);
        foreach (var complaint in reading.Diagnostics)
            Report(complaint);

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        foreach (var article in reading.Articles)
        {
            cancellation.ThrowIfCancellationRequested();
            var candidate = candidates.Create(article, document, known.Name, sha256);
            Add(candidate, () => candidate, bytes.Length / reading.Articles.Count);
        }

        _batch.Withdrawals.AddRange(
            reading.Withdrawals.Select(withdrawal => new SourceWithdrawal(withdrawal, document.Path))
        );
    }

    private async IAsyncEnumerable<bool> ReadLinesAsync(
        SourceDocument document,
        PipeReader reader,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var number = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (NdjsonLines.TryRead(ref buffer, read.IsCompleted, out var line))
            {
                cancellation.ThrowIfCancellationRequested();
                number++;
                if (NdjsonLines.IsBlank(line))
                    continue;

                ParseLine(document, number, line.ToArray());
                yield return true;
                if (_refusedLines < mostRefusedLines)
                    continue;

                Report(
                    new(
                        DiagnosticSeverity.Error,
                        document.Path,
                        number,
                        $"Nothing after this line is read: {_refusedLines:N0} lines up to it cannot be taken."
                    )
                );
                yield break;
            }

            if (buffer.Length > NdjsonReader.MaxLineBytes)
            {
                Report(
                    new(
                        DiagnosticSeverity.Error,
                        document.Path,
                        number + 1,
                        $"The line is longer than {DecodedText.MaxSizeText}; nothing after it is read."
                    )
                );
                break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                break;
        }
    }

    private void ParseLine(SourceDocument document, int number, byte[] line)
    {
        var reading = NdjsonReader.Read(document.Path, number, line);
        foreach (var complaint in reading.Diagnostics)
            Report(complaint);
        if (reading.Articles is not [var article])
        {
            _refusedLines++;
            return;
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(line));
        Add(
            candidates.Create(article, document, NdjsonReader.Format, sha256),
            () =>
                candidates.Create(
                    NdjsonReader.Read(document.Path, number, line).Articles[0],
                    document,
                    NdjsonReader.Format,
                    sha256
                ),
            line.Length
        );
    }

    private void Add(ImportCandidate incoming, Func<ImportCandidate> again, int bytes)
    {
        if (incoming.EmbargoedUntil is { } until)
            Report(
                new(
                    DiagnosticSeverity.Warning,
                    incoming.Path,
                    incoming.Parsed.FirstLine,
                    $"'{incoming.Parsed.Draft.Headline}' is to be published on "
                        + $"{InstantJsonConverter.Format(until)}; readers get it then and not before."
                )
            );
        _batch.Add(incoming, again, bytes);
    }

    private void Report(Diagnostic complaint)
    {
        _batch.Complaints.Add(complaint);
        _refused |= complaint.Severity == DiagnosticSeverity.Error;
    }

    /// <returns>Null where there is more than a document may have.</returns>
    private static async Task<byte[]?> ReadToEndAsync(PipeReader content, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await content.ReadAsync(cancellation);
            if (read.Buffer.Length > DecodedText.MaxBytes)
                return null;
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                content.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            content.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
