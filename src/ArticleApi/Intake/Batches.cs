using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ArticleApi.Core.Ingestion;

namespace ArticleApi.Intake;

/// <summary>Makes an article as it was read ready to be taken in.</summary>
/// <param name="sha256">Of the document or the line, lower-case hexadecimal.</param>
internal delegate Incoming Preparing(ReadArticle article, string document, string format, string sha256);

/// <summary>Reads documents into batches, in bounded memory: one document, or of a document of lines one line, at a time.</summary>
internal sealed class Batches(string format, int size, Preparing prepare)
{
    private Batch _batch = new(size);
    private bool _refused;

    public async IAsyncEnumerable<Batch> Read(IAsyncEnumerable<Document> documents, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var document in documents.WithCancellation(cancellation))
        {
            _refused = false;
            await foreach (var full in Read(document, cancellation))
                yield return full;
            _batch.EndDocument(_refused);
        }

        if (!_batch.IsEmpty)
            yield return _batch;
    }

    private async IAsyncEnumerable<Batch> Read(Document document, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (document.Content is null)
        {
            Complain(new(Severity.Error, document.Name, null, document.Refusal!));
            yield break;
        }

        await using var pieces = Pieces(document.Name, document.Length, document.Content, cancellation).GetAsyncEnumerator(cancellation);
        while (await Next(pieces, document.Name))
        {
            if (!_batch.IsFull)
                continue;

            yield return _batch;
            _batch = new(size);
        }
    }

    // What breaks while it is read is reported as the others are.
    private async Task<bool> Next(IAsyncEnumerator<bool> pieces, string document)
    {
        try
        {
            return await pieces.MoveNextAsync();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Complain(new(Severity.Error, document, null, error.Message));
            return false;
        }
    }

    private async IAsyncEnumerable<bool> Pieces(string document, long? length, PipeReader content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var peeked = await content.ReadAtLeastAsync(DocumentFormats.StartLength, cancellation);
        var start = peeked.Buffer.Slice(0, Math.Min(peeked.Buffer.Length, DocumentFormats.StartLength)).ToArray();
        content.AdvanceTo(peeked.Buffer.Start);

        var known = DocumentFormats.Named(format) ?? DocumentFormats.Of(start);
        if (known?.Name == NdjsonReader.Format)
        {
            await foreach (var line in Lines(document, content, cancellation))
                yield return line;
        }
        else if (SourceText.TooLarge(length ?? 0) is { } tooLarge)
        {
            Complain(new(Severity.Error, document, null, tooLarge));
        }
        else if (known is null && start.Length > 0)
        {
            Complain(new(Severity.Error, document, null, "The document is of no format that is read: it is neither a text nor XML or JSON that a reader knows."));
        }
        else if (await Whole(content, cancellation) is { } bytes)
        {
            Take(document, known ?? DocumentFormats.All[^1], bytes);
            yield return true;
        }
        else
        {
            Complain(new(Severity.Error, document, null, SourceText.TooLarge(SourceText.MaxBytes + 1L)!));
        }
    }

    private void Take(string document, DocumentFormat known, byte[] bytes)
    {
        var reading = known.Read(document, bytes);
        foreach (var complaint in reading.Complaints)
            Complain(complaint);

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        foreach (var article in reading.Articles)
        {
            var incoming = prepare(article, document, known.Name, sha256);
            _batch.Add(incoming, () => incoming);
        }

        _batch.Withdrawals.AddRange(reading.Withdrawals);
    }

    private async IAsyncEnumerable<bool> Lines(string document, PipeReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (TakeLine(ref buffer, read.IsCompleted) is { } line)
            {
                number++;
                if (IsBlank(line))
                    continue;

                TakeLine(document, number, line.ToArray());
                yield return true;
            }

            if (buffer.Length > NdjsonReader.MaxLineBytes)
            {
                Complain(new(Severity.Error, document, number + 1, $"The line is longer than {NdjsonReader.MaxLineBytes:N0} bytes; nothing after it is read."));
                break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                break;
        }
    }

    private void TakeLine(string document, int number, byte[] line)
    {
        var reading = NdjsonReader.Read(document, number, line);
        foreach (var complaint in reading.Complaints)
            Complain(complaint);
        if (reading.Articles is not [var article])
            return;

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(line));
        _batch.Add(prepare(article, document, NdjsonReader.Format, sha256), () => prepare(NdjsonReader.Read(document, number, line).Articles[0], document, NdjsonReader.Format, sha256));
    }

    private void Complain(Complaint complaint)
    {
        _batch.Complaints.Add(complaint);
        _refused |= complaint.Severity == Severity.Error;
    }

    // The last line may lack its end.
    private static ReadOnlySequence<byte>? TakeLine(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isLast || buffer.IsEmpty)
            return null;

        var rest = buffer;
        buffer = buffer.Slice(buffer.End);
        return rest;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                return false;
        }

        return true;
    }

    /// <returns>Null where there is more than a document may have.</returns>
    private static async Task<byte[]?> Whole(PipeReader content, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await content.ReadAsync(cancellation);
            if (read.Buffer.Length > SourceText.MaxBytes)
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
